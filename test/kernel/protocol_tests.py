"""Jupyter's protocol as Slope's kernel keeps it, seen by a front end."""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import psutil
import zmq
from kernel import Kernel, Run


def descendants(pid):
    return psutil.Process(pid).children(recursive=True)


def wait_gone(processes, seconds=5):
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [(process.pid, process.cmdline()) for process in alive if process.status() != psutil.STATUS_ZOMBIE]


class Shared(unittest.TestCase):
    """Tests that leave the kernel as they find it share one."""

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.close()

    def result(self, code, **options):
        run = self.kernel.run(code, **options)
        self.assertEqual(run.reply["status"], "ok", run.reply)
        return run.result


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


class Meaning(Shared):
    def test_later_assignment(self):
        """a function sees what a later cell assigns"""
        self.kernel.run("let shared = 1; const readShared = () => shared;")
        self.kernel.run("shared = 5")
        self.assertEqual(self.result("readShared()"), "5")

    def test_shorthand(self):
        """names of earlier cells can stand in short properties and patterns"""
        self.kernel.run("const p1 = 1, q1 = { a: 2 };")
        self.assertEqual(self.result("({ p1 })"), "{ p1: 1 }")
        self.assertEqual(self.result("const { a: renamed } = q1; renamed"), "2")

    def test_await(self):
        """await stands anywhere on top, also in for"""
        self.assertEqual(self.result("await (async () => 7)()"), "7")
        self.assertEqual(self.result("let sum = 0; for await (const n of [1, Promise.resolve(2)]) sum += n; sum"), "3")

    def test_hot_loop(self):
        """a hot loop over an earlier cell's variable takes no seconds"""
        self.kernel.run("let hot = 0;")
        since = time.monotonic()
        self.assertEqual(self.result("for (let i = 0; i < 3e7; i++) hot += 1; hot"), "30000000")
        self.assertLess(time.monotonic() - since, 1.3)

    def test_imports(self):
        """packages of ES modules alone, local files without extension and JSON can be imported; a changed file is fresh"""
        self.kernel.write("local.ts", "export const value: number = 1;")
        self.kernel.write("table.json", '{ "rows": 3 }')
        self.assertEqual(self.result('import { value } from "./local"; import table from "./table.json"; value + table.rows'), "4")
        self.kernel.write("local.ts", "export const value: number = 10;")
        self.assertEqual(self.result('import { value } from "./local"; value'), "10")


class Requests(Shared):
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


class Comms(Shared):
    def setUp(self):
        self.kernel.run(
            """import { runningKernel } from "slope/build/src/display";
            runningKernel()!.registerTarget("echo", (comm, opened) => {
              comm.send({ data: { opened: opened.data } });
              comm.onMessage = ({ data, buffers }) => {
                console.log("heard", JSON.stringify(data));
                comm.send({ data: { echo: data }, buffers });
              };
              comm.onClose = () => console.log("closed");
            });"""
        )

    def send(self, kind, buffers=None, **content):
        message = self.kernel.client.session.msg(kind, content)
        self.kernel.client.session.send(self.kernel.client.shell_channel.socket, message, buffers=buffers)
        return self.kernel.end(Run(self.kernel, message["header"]["msg_id"]))

    def test_front_end_opens(self):
        """a front end opens a comm, talks and closes; answers and output belong to its messages, between busy and idle"""
        opened = self.send("comm_open", comm_id="one", target_name="echo", data={"a": 1})
        self.assertEqual(opened.kinds(), ["busy", "comm_msg", "idle"])
        self.assertEqual(opened.of("comm_msg")[0], {"comm_id": "one", "data": {"opened": {"a": 1}}})
        comms = self.kernel.ask("comm_info_request", target_name="echo")["comms"]
        self.assertEqual(comms, {"one": {"target_name": "echo"}})
        heard = self.send("comm_msg", comm_id="one", data={"x": "𝑥"}, buffers=[b"\x00\xff"])
        self.assertEqual(heard.printed(), 'heard {"x":"𝑥"}\n')
        self.assertEqual(heard.of("comm_msg")[0]["data"], {"echo": {"x": "𝑥"}})
        self.assertEqual([bytes(b) for b in heard.messages[-2]["buffers"]], [b"\x00\xff"])
        self.assertEqual(self.send("comm_close", comm_id="one", data={}).printed(), "closed\n")
        self.assertEqual(self.kernel.ask("comm_info_request")["comms"], {})

    def test_unknown_target(self):
        """a comm that nobody waits for is closed again"""
        self.assertIn("comm_close", self.send("comm_open", comm_id="x", target_name="nobody", data={}).kinds())

    def test_kernel_opens(self):
        """a cell opens a comm; its message belongs to the cell"""
        run = self.kernel.run("const mine = runningKernel()!.openComm('view', { v: 1 }, { id: 'mine' }); mine.send({ data: 2 });")
        self.assertEqual(run.of("comm_open")[0], {"comm_id": "mine", "target_name": "view", "data": {"v": 1}})
        self.assertEqual(run.of("comm_msg")[0], {"comm_id": "mine", "data": 2})
        self.kernel.run("mine.close()")
        self.assertEqual(self.kernel.ask("comm_info_request", target_name="view")["comms"], {})

    def test_while_awaiting(self):
        """a message for an open comm arrives while a cell awaits"""
        self.send("comm_open", comm_id="live", target_name="echo", data={})
        run = self.kernel.start("await new Promise((resolve) => setTimeout(resolve, 3000));")
        time.sleep(0.2)
        since = time.monotonic()
        self.assertIn("heard", self.send("comm_msg", comm_id="live", data={}).printed())
        self.assertLess(time.monotonic() - since, 1)
        self.kernel.end(run)


class Busy(Shared):
    """What works while a cell runs."""

    def running(self, code):
        run = self.kernel.start(code)
        return self.kernel.until(run, lambda run: run.printed() == "on\n")

    def test_interrupts(self):
        """an interrupt, by message or by signal, ends whatever runs within a second, and names stay"""
        by_message = lambda: self.assertEqual(self.kernel.ask("interrupt_request", channel="control"), {"status": "ok"})
        by_signal = lambda: os.killpg(os.getpgid(self.kernel.pid), signal.SIGINT)
        self.kernel.run("let kept = 1;")
        for interrupt in [by_message, by_signal]:
            for loop in ["while (true) {}", "await new Promise(() => {});", "await null; while (true) {}",
                         "await new Promise((r) => setTimeout(r, 1)); while (true) {}", "[1].forEach(() => { for (;;) {} });"]:
                with self.subTest(loop=loop, interrupt=interrupt):
                    run = self.running(f"kept += 1; console.log('on'); {loop}")
                    since = time.monotonic()
                    interrupt()
                    self.assertEqual(self.kernel.end(run, 5).reply["ename"], "KeyboardInterrupt")
                    self.assertLess(time.monotonic() - since, 1)
        self.assertEqual(self.result("kept"), "11")

    def test_interrupt_of_nothing(self):
        """an interrupt while nothing runs does nothing, then or later"""
        self.kernel.ask("interrupt_request", channel="control")
        os.killpg(os.getpgid(self.kernel.pid), signal.SIGINT)
        time.sleep(0.1)
        self.assertEqual(self.result("let n = 0; for (let i = 0; i < 1e7; i++) n++; n"), "10000000")

    def test_answers(self):
        """heartbeat, kernel_info on control, completion and inspection answer while a cell computes"""
        run = self.running("console.log('on'); while (true) {}")
        socket = zmq.Context.instance().socket(zmq.REQ)
        socket.connect(self.kernel.client._make_url("hb"))
        socket.send(b"ping")
        self.assertTrue(socket.poll(1000))
        self.assertEqual(socket.recv(), b"ping")
        socket.close(0)
        self.kernel.ask("complete_request", code="Math.ma", cursor_pos=7)
        since = time.monotonic()
        self.assertEqual(self.kernel.ask("kernel_info_request", channel="control")["status"], "ok")
        self.assertIn("max", self.kernel.ask("complete_request", code="Math.ma", cursor_pos=7)["matches"])
        self.assertTrue(self.kernel.ask("inspect_request", code="Math.max", cursor_pos=6, detail_level=0)["found"])
        self.assertLess(time.monotonic() - since, 0.5)
        self.kernel.manager.interrupt_kernel()
        self.kernel.end(run)

    def test_completion_time(self):
        """completion while a cell awaits takes at most 50 ms"""
        run = self.running("console.log('on'); await new Promise(() => {});")
        times = []
        for _ in range(9):
            since = time.monotonic()
            self.kernel.ask("complete_request", code="Math.ma", cursor_pos=7)
            times.append(time.monotonic() - since)
        self.kernel.manager.interrupt_kernel()
        self.kernel.end(run)
        self.assertLess(sorted(times)[4], 0.05)

    def test_control_first(self):
        """control is answered before the shell's queue"""
        runs = [self.kernel.start("await new Promise((resolve) => setTimeout(resolve, 100));") for _ in range(20)]
        since = time.monotonic()
        self.kernel.ask("kernel_info_request", channel="control")
        self.assertLess(time.monotonic() - since, 0.5)
        self.kernel.manager.interrupt_kernel()
        self.kernel.end(runs[-1])
        self.assertEqual({run.reply["status"] for run in runs[1:]} - {"ok", "error"}, {"aborted"})

    def test_hundred(self):
        """a hundred cells sent at once are answered in order, each result at its cell"""
        runs = [self.kernel.start(f"console.log({i}); {i}") for i in range(100)]
        for i, run in enumerate(runs):
            self.kernel.end(run)
            self.assertEqual((run.result, run.printed(), run.reply["status"]), (str(i), f"{i}\n", "ok"))
        counts = [run.reply["execution_count"] for run in runs]
        self.assertEqual(counts, list(range(counts[0], counts[0] + 100)))
        self.assertEqual(list(self.kernel.replies)[-100:], [run.id for run in runs])

    def test_aborted(self):
        """cells queued behind one that fails are answered `aborted`, unless it says otherwise"""
        code = "await new Promise((resolve) => setTimeout(resolve, 300)); throw new Error('x')"
        runs = [self.kernel.start(code), *(self.kernel.start("1") for _ in range(5))]
        self.kernel.end(runs[-1])
        self.assertEqual([run.reply["status"] for run in runs], ["error"] + 5 * ["aborted"])
        runs = [self.kernel.start(code, stop_on_error=False), self.kernel.start("1")]
        self.kernel.end(runs[-1])
        self.assertEqual([run.reply["status"] for run in runs], ["error", "ok"])

    def test_late_output(self):
        """output goes to the cell that started it, also long after that, and while another runs"""
        late = self.kernel.run("setTimeout(() => console.log('late'), 400); (async () => { await null; await null; console.log('soon') })(); 0")
        other = self.kernel.run("await new Promise((resolve) => setTimeout(resolve, 900)); console.log('other');")
        self.kernel.until(late, lambda run: "late\n" in run.printed())
        self.assertEqual(late.printed(), "soon\nlate\n")
        self.assertEqual(other.printed(), "other\n")

    def test_stray(self):
        """an error nobody awaited is shown at the cell that started it, and the kernel goes on"""
        run = self.kernel.run("setTimeout(() => { throw new Error('stray one') }, 50); void Promise.reject(new Error('stray two')); 0")
        self.kernel.until(run, lambda run: len(run.of("error")) == 2)
        self.assertEqual({content["evalue"] for content in run.of("error")}, {"stray one", "stray two"})
        self.assertEqual(self.result("1"), "1")

    def test_large_output(self):
        """ten megabytes in a hundred thousand lines arrive complete and in order, and idle comes last"""
        since = time.monotonic()
        run = self.kernel.run("for (let i = 0; i < 100_000; i++) console.log(String(i).padStart(99, '.'));", timeout=60)
        seconds = time.monotonic() - since
        lines = run.printed().split("\n")
        self.assertEqual(len(lines), 100_001)
        self.assertEqual([int(line.strip(".")) for line in lines[:-1]], list(range(100_000)))
        self.assertEqual(run.kinds()[-1], "idle")
        self.assertLess(seconds, 5)
        print_count = len(run.of("stream"))
        self.assertLess(print_count, 5000)


class Own(unittest.TestCase):
    """Tests that need kernels of their own."""

    def start(self, **options):
        kernel = Kernel(**options)
        self.addCleanup(kernel.close)
        return kernel


class Survival(Own):
    def setUp(self):
        self.kernel = self.start()

    def goes_on(self, run, said):
        self.assertEqual(run.reply["status"], "error")
        self.assertRegex(run.reply["evalue"], said)
        self.assertEqual(run.kinds()[-1], "idle")
        self.assertEqual(self.kernel.run("let anew: string = 'a'; anew").result, "a")
        self.assertEqual(self.kernel.run("gone").reply["ename"], "TypeScriptError")

    def test_exit(self):
        """a cell that ends its process gets an error that says so; the kernel goes on with nothing in scope"""
        self.kernel.run("const gone = 1;")
        self.goes_on(self.kernel.run("console.log('before'); process.exit(0)"), r"process\.exit\(0\)")

    def test_out_of_memory(self):
        """a cell that runs out of memory gets an error that says so; the kernel goes on"""
        self.kernel.run("const gone = 1;")
        self.goes_on(self.kernel.run("const much: number[][] = []; while (true) much.push(new Array(1e6).fill(1.5));", timeout=120), "memory")

    def test_killed(self):
        """a cell whose process is killed gets an error that says so; the kernel goes on"""
        self.kernel.run("const gone = 1;")
        pid = int(self.kernel.run("process.pid").result)
        run = self.kernel.start("console.log('on'); while (true) {}")
        self.kernel.until(run, lambda run: run.printed() == "on\n")
        os.kill(pid, signal.SIGKILL)
        self.goes_on(self.kernel.end(run), "SIGKILL")

    def test_killed_idle(self):
        """a process that is killed while nothing runs is told at the last cell"""
        run = self.kernel.run("const gone = 1; process.pid")
        os.kill(int(run.result), signal.SIGKILL)
        self.kernel.until(run, lambda run: "SIGKILL" in run.printed("stderr"))
        self.assertEqual(self.kernel.run("gone").reply["ename"], "TypeScriptError")

    def test_checker_killed(self):
        """a checker that is killed starts anew with what the cells so far declare, and the reader is told in a line"""
        evaluator = int(self.kernel.run("interface Point { x: number }; let stays = 3; process.pid").result)
        (checker,) = [child for child in psutil.Process(self.kernel.pid).children() if child.pid != evaluator]
        checker.kill()
        time.sleep(0.3)
        run = self.kernel.run("const point: Point = { x: stays }; point.x")
        self.assertEqual(run.result, "3")
        self.assertEqual(self.kernel.run("const q: Point = { y: 1 };").reply["ename"], "TypeScriptError")

    def test_shutdown(self):
        """a kernel that is asked to end says so to all, with the restart flag, then ends well, and its children with it"""
        for restart in [False, True]:
            self.kernel.run('import { spawn } from "node:child_process"; spawn("sleep", ["300"]);')
            processes = [psutil.Process(self.kernel.pid), *descendants(self.kernel.pid)]
            self.assertGreaterEqual(len(processes), 4)
            reply = self.kernel.ask("shutdown_request", channel="control", restart=restart)
            self.assertEqual(reply, {"status": "ok", "restart": restart})
            until = time.monotonic() + 5
            told = next(m for m in iter(lambda: self.kernel.next("iopub", until), None) if m["msg_type"] == "shutdown_reply")
            self.assertEqual(told["content"], reply)
            self.assertEqual(self.kernel.manager.provisioner.process.wait(5), 0)
            self.assertEqual(wait_gone(processes), [])
            self.kernel = self.start()

    def test_killed_kernel(self):
        """children, and what cells started, end with a kernel that is killed, whatever they do"""
        self.kernel.run('import { spawn } from "node:child_process"; spawn("sleep", ["300"]);')
        self.kernel.until(self.kernel.start("console.log('on'); while (true) {}"), lambda run: run.printed() == "on\n")
        processes = descendants(self.kernel.pid)
        self.assertGreaterEqual(len(processes), 3)
        os.kill(self.kernel.pid, signal.SIGKILL)
        self.assertEqual(wait_gone(processes), [])

    def test_killed_parent(self):
        """a kernel ends when the process that started it is gone"""
        script = "import time; from kernel import Kernel; kernel = Kernel(); print(kernel.pid, kernel.folder, flush=True); time.sleep(300)"
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=os.path.dirname(__file__))
        pid, folder = parent.stdout.readline().split()
        processes = [psutil.Process(int(pid)), *descendants(int(pid))]
        self.assertGreaterEqual(len(processes), 3)
        parent.kill()
        parent.wait()
        parent.stdout.close()
        self.assertEqual(wait_gone(processes), [])
        shutil.rmtree(folder)

    def test_shutdown_busy(self):
        """a kernel whose cell runs for ever ends when asked, on shell as on control"""
        for channel in ["shell", "control"]:
            kernel = self.start()
            run = kernel.start("console.log('on'); while (true) {}")
            kernel.until(run, lambda run: run.printed() == "on\n")
            process = psutil.Process(kernel.pid)
            processes = descendants(kernel.pid)
            self.assertEqual(kernel.ask("shutdown_request", channel=channel, restart=False)["status"], "ok")
            self.assertEqual(wait_gone([process, *processes]), [])

    def test_thousand_cells(self):
        """the thousandth cell takes no longer than the first ones"""
        times = []
        for i in range(1000):
            since = time.monotonic()
            self.assertEqual(self.kernel.run(f"const v{i} = {i}; v{i}").result, str(i))
            times.append(time.monotonic() - since)
        median = lambda part: sorted(part)[len(part) // 2]
        self.assertLess(median(times[900:]), 2 * median(times[20:120]) + 0.002)


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


class History(Own):
    def test_two_sessions(self):
        """the history is kept between sessions: tail, range and search, with results"""
        first = self.start()
        first.run("6 * 7 // of the first session")
        first.close()
        second = self.start()
        second.run("const nothing = 0;")
        ask = lambda **content: second.ask("history_request", raw=True, **content)["history"]
        (one, two) = ask(hist_access_type="tail", n=2, output=True)
        self.assertEqual(one[2], ["6 * 7 // of the first session", "42"])
        self.assertEqual(two[1:], [1, ["const nothing = 0;", None]])
        self.assertEqual(two[0], one[0] + 1)
        self.assertEqual(ask(hist_access_type="range", session=one[0], start=1, stop=2, output=False), [[one[0], 1, one[2][0]]])
        self.assertEqual(ask(hist_access_type="range", session=0, start=0, stop=None, output=False), [[two[0], 1, "const nothing = 0;"]])
        self.assertEqual(ask(hist_access_type="search", pattern="*first session", output=False, unique=True), [[one[0], 1, one[2][0]]])
