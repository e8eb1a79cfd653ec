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
