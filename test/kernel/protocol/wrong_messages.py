"""Messages that no front end should send."""
import random

from stage import Shared


class WrongMessages(Shared):
    def test_wrong_contents(self):
        """wrong contents are answered with what is wrong, and break nothing"""
        reply = self.kernel.ask("execute_request", code=5)
        self.assertEqual(reply["status"], "error")
        self.assertIn('"code": expected a value of type string', reply["evalue"])
        self.assertEqual(self.result("1"), "1")

    def test_fuzz(self):
        """whatever a request contains, the kernel goes on, and still answers each that is a request"""
        kinds = ["execute", "complete", "inspect", "is_complete", "history", "comm_info", "connect", "kernel_info", "interrupt"]
        values = [None, True, -1, 1e30, "", "\ud800".encode("utf-8", "surrogatepass").decode("latin1"), "x" * 10_000, [], {}, [{}], {"a": {"b": None}}]
        fields = ["code", "cursor_pos", "detail_level", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error",
                  "hist_access_type", "n", "session", "start", "stop", "pattern", "output", "target_name", "restart"]
        chance = random.Random(1)
        for kind in kinds * 12:
            content = {field: chance.choice(values) for field in fields if chance.random() < 0.6}
            self.assertIn(self.kernel.ask(f"{kind}_request", **content).get("status"), ["ok", "error", "complete", "incomplete", "invalid", "unknown"])
        for kind in ["comm_open", "comm_msg", "comm_close", "input_reply", "shutdown", "debug_request", ""] * 4:
            content = {field: chance.choice(values) for field in ["comm_id", "target_name", "data", "value"] if chance.random() < 0.6}
            self.kernel.client.shell_channel.send(self.kernel.client.session.msg(kind, content))
        self.assertEqual(self.result("6 * 7"), "42")

    def test_bad_signature(self):
        """a badly signed cell does not run, is logged, and breaks nothing"""
        session = self.kernel.client.session.clone()
        session.key = b"another key"
        message = session.msg("execute_request", {"code": "var forged = 1", "silent": False})
        session.send(self.kernel.client.shell_channel.socket, message)
        run = self.kernel.run("forged")
        self.assertEqual(run.reply["status"], "error")
        self.assertIn("signature", self.kernel.logged())
