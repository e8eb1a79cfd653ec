"""A cell asks its reader."""
import time

from stage import Shared


class Prompts(Shared):
    def test_stdin(self):
        """a cell can ask its reader, in plain text or hidden, and waits for the answer"""
        run = self.kernel.start("const who = prompt('Name?'); 'hello ' + who", allow_stdin=True)
        question = self.kernel.next("stdin", time.monotonic() + 10)
        self.assertEqual(question["parent_header"]["msg_id"], run.id)
        self.assertEqual(question["content"], {"prompt": "Name? ", "password": False})
        self.assertTrue(self.kernel.ask("complete_request", code="Math.ma", cursor_pos=7)["matches"])
        self.kernel.client.input("Ann 𝑥")
        self.assertEqual(self.kernel.end(run).result, "hello Ann 𝑥")

    def test_no_stdin(self):
        """where the front end cannot be asked, the answer is null"""
        self.assertEqual(self.result("prompt('Name?')", allow_stdin=False), "null")

    def test_prompt_interrupted(self):
        """an interrupt ends a question that nobody answers"""
        run = self.kernel.start("prompt('Name?')", allow_stdin=True)
        self.kernel.next("stdin", time.monotonic() + 10)
        self.kernel.manager.interrupt_kernel()
        self.assertEqual(self.kernel.end(run, 5).reply["ename"], "KeyboardInterrupt")
        self.assertEqual(self.result("1"), "1")
