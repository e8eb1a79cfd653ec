"""What a cell shows and answers."""
from stage import Shared


class Cells(Shared):
    def test_order(self):
        """a cell is announced, printed, shown and answered in the protocol's order"""
        run = self.kernel.run("console.log('p'); 6 * 7")
        self.assertEqual(run.kinds(), ["busy", "execute_input", "stream", "execute_result", "idle"])
        self.assertEqual(run.of("execute_input")[0]["code"], "console.log('p'); 6 * 7")
        self.assertEqual(run.of("execute_input")[0]["execution_count"], run.reply["execution_count"])
        self.assertEqual(run.of("execute_result")[0]["execution_count"], run.reply["execution_count"])
        self.assertEqual(run.of("execute_result")[0]["data"], {"text/plain": "42"})

    def test_statement(self):
        """a statement has no result, nor has a block or an assignment to nothing shown"""
        for code in ["const s1 = 1;", "{ 5; }", "function nothing() {}", "if (true) { 6 }", ""]:
            self.assertIsNone(self.result(code), code)

    def test_plain(self):
        """a result's text has no colour codes"""
        self.assertEqual(self.result("({ a: [1, 'x', null] })"), "{ a: [ 1, 'x', null ] }")

    def test_type_error(self):
        """a type error stops the cell before it runs: its line is quoted and underlined, with TypeScript's code"""
        run = self.kernel.run("console.log('it ran');\nconst wrong: number = 'text';")
        self.assertEqual(run.kinds(), ["busy", "execute_input", "error", "idle"])
        self.assertEqual(run.reply["evalue"], "Type 'string' is not assignable to type 'number'.")
        self.assertIn("TypeScriptError TS2322: Type", run.traceback)
        self.assertRegex(run.traceback, r"at cell \d+, line 2, column 7\n")
        self.assertIn("> 2 | const wrong: number = 'text';\n        |       ^^^^^", run.traceback)

    def test_all_type_errors(self):
        """all type errors of a cell are told"""
        run = self.kernel.run("const w1: number = 'a';\nconst w2: string = 2;")
        self.assertEqual(run.traceback.count("TypeScriptError TS2322"), 2)

    def test_error(self):
        """an error names the TypeScript lines that it came through, and quotes the one that threw"""
        self.kernel.run("interface Long {\n  field: number;\n}\nfunction thrower(x: Long) {\n\n  if (x.field) throw new RangeError('too far');\n}")
        run = self.kernel.run("type T = number;\n\nthrower({ field: 1 as T });")
        self.assertEqual((run.reply["ename"], run.reply["evalue"]), ("RangeError", "too far"))
        self.assertEqual(run.of("error")[0]["traceback"], run.reply["traceback"])
        self.assertIn("if (x.field) throw new RangeError('too far');", run.traceback)
        self.assertRegex(run.traceback, r"at cell \d+, line 6, in thrower\n")
        self.assertRegex(run.traceback, r"at cell \d+, line 3\n")
        self.assertNotRegex(run.traceback, r"node:|build/src/kernel|slope\.")

    def test_thrown_value(self):
        """anything may be thrown"""
        for code, evalue in [("throw 'text'", "text"), ("throw { code: 5 }", "code: 5"), ("throw null", "null"), ("throw undefined", "undefined")]:
            reply = self.kernel.run(code).reply
            self.assertEqual(reply["status"], "error")
            self.assertIn(evalue, reply["evalue"])

    def test_silent(self):
        """a silent cell shows nothing, is in no history and counts for nothing, but acts"""
        before = self.kernel.run("0").reply["execution_count"]
        run = self.kernel.run("var acted = 'yes'; console.log('x'); acted", silent=True)
        self.assertEqual(run.kinds(), ["busy", "idle"])
        self.assertEqual(run.reply["execution_count"], before)
        self.assertEqual(self.result("acted"), "yes")

    def test_not_stored(self):
        """a cell that is not to be stored is shown, but the counter stays"""
        before = self.kernel.run("0").reply["execution_count"]
        run = self.kernel.run("1 + 1", store_history=False)
        self.assertEqual(run.result, "2")
        self.assertEqual(self.kernel.run("0").reply["execution_count"], before + 1)

    def test_user_expressions(self):
        """user expressions are evaluated one by one, wrong ones to an error of their own"""
        run = self.kernel.run("const ue = 5", user_expressions={"a": "ue + 1", "b": "ue.nothing", "c": "(() => { throw new Error('e') })()"})
        values = run.reply["user_expressions"]
        self.assertEqual(values["a"], {"status": "ok", "data": {"text/plain": "6"}, "metadata": {}})
        self.assertEqual(values["b"]["status"], "error")
        self.assertIn("nothing", values["b"]["evalue"])
        self.assertEqual((values["c"]["ename"], values["c"]["evalue"]), ("Error", "e"))
        self.assertEqual(self.result("ue"), "5")

    def test_mime_bundle(self):
        """a value that can show itself does, as all its formats"""
        run = self.kernel.run("({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<b>1</b>', 'text/plain': 'one' }) })")
        self.assertEqual(run.of("execute_result")[0]["data"], {"text/html": "<b>1</b>", "text/plain": "one"})
