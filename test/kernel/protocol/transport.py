"""Ways to reach the kernel."""
import os
import shutil
import tempfile

from stage import Own


class Transport(Own):
    def test_transports(self):
        """encrypted or through files in place of ports, all works the same"""
        place = tempfile.mkdtemp()
        for options in [{"transport_encryption": "required"}, {"transport": "ipc", "ip": os.path.join(place, "kernel")}]:
            with self.subTest(**options):
                kernel = self.start(**options)
                self.assertEqual(kernel.run("6 * 7").result, "42")
                self.assertEqual(kernel.ask("kernel_info_request", channel="control")["status"], "ok")
        shutil.rmtree(place)

    def test_same_name(self):
        """a front end that connects anew under the name of its session is answered, on all channels"""
        kernel = self.start()
        again = kernel.manager.client()
        self.addCleanup(again.stop_channels)
        again.start_channels()
        again.wait_for_ready(timeout=5)
        asked = again.execute("prompt('name')", allow_stdin=True)
        again.get_stdin_msg(timeout=5)
        again.input("Ada")
        self.assertEqual(again.get_shell_msg(timeout=5)["parent_header"]["msg_id"], asked)
        again.control_channel.send(again.session.msg("kernel_info_request", {}))
        self.assertEqual(again.get_control_msg(timeout=5)["content"]["status"], "ok")
