"""What a front end asks about the kernel and about code."""
from stage import Shared


class Questions(Shared):
    def test_kernel_info(self):
        """kernel_info says what language and protocol this is, on shell and on control"""
        for channel in ["shell", "control"]:
            info = self.kernel.ask("kernel_info_request", channel=channel)
            self.assertEqual(info["status"], "ok")
            self.assertEqual(info["protocol_version"], "5.5")
            self.assertEqual(info["language_info"]["name"], "typescript")
            self.assertEqual(info["supported_features"], [])

    def test_inspect(self):
        """inspection finds type and documentation, in plain text and Markdown"""
        self.kernel.run("/** Twice the number. */\nfunction twice(x: number): number { return 2 * x }")
        reply = self.kernel.ask("inspect_request", code="twice(1)", cursor_pos=3, detail_level=0)
        self.assertTrue(reply["found"])
        for text in reply["data"].values():
            self.assertIn("twice(x: number): number", text)
            self.assertIn("Twice the number.", text)
        self.assertEqual(set(reply["data"]), {"text/plain", "text/markdown"})
        nothing = self.kernel.ask("inspect_request", code="nowhere", cursor_pos=3, detail_level=0)
        self.assertEqual((nothing["status"], nothing["found"], nothing["data"]), ("ok", False, {}))

    def test_completion(self):
        """completion knows members of what earlier cells made, where they are to stand, and of what kind they are"""
        self.kernel.run("const library = { multiply: (a: number, b: number) => a * b, modulus: 3 };")
        reply = self.kernel.ask("complete_request", code="1 + library.mu", cursor_pos=14)
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["multiply"], 12, 14))
        typed = reply["metadata"]["_jupyter_types_experimental"]
        self.assertEqual((typed[0]["text"], typed[0]["start"], typed[0]["end"]), ("multiply", 12, 14))

    def test_astral(self):
        """cursor positions count code points, also behind astral characters"""
        self.kernel.run("const 𝑥 = { value: 1 };")
        code = "'😀😀' + 𝑥.va"
        reply = self.kernel.ask("complete_request", code=code, cursor_pos=len(code))
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["value"], len(code) - 2, len(code)))
        self.assertTrue(self.kernel.ask("inspect_request", code=code, cursor_pos=code.index("𝑥"), detail_level=0)["found"])

    def test_is_complete(self):
        """is_complete is TypeScript's parser's word, with an indentation for what goes on"""
        status = lambda code: self.kernel.ask("is_complete_request", code=code)
        self.assertEqual(status("const a = 1")["status"], "complete")
        self.assertEqual(status("const a: = 1;")["status"], "invalid")
        more = status("function f() {\n  if (x) {")
        self.assertEqual((more["status"], more["indent"].strip()), ("incomplete", ""))

    def test_page(self):
        """a cell that asks about a name gets its documentation as a page"""
        payload = self.kernel.run("Math.max?").reply["payload"]
        self.assertEqual(payload[0]["source"], "page")
        self.assertIn("max(", payload[0]["data"]["text/plain"])
