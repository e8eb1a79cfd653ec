"""What a reader sees when a part of the kernel dies, and that it goes on."""
import os
import signal
import time

import psutil
from stage import Own


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
        run = self.kernel.running("console.log('on'); while (true) {}")
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

    def test_thousand_cells(self):
        """the thousandth cell takes no longer than the first ones"""
        times = []
        for i in range(1000):
            since = time.monotonic()
            self.assertEqual(self.kernel.run(f"const v{i} = {i}; v{i}").result, str(i))
            times.append(time.monotonic() - since)
        median = lambda part: sorted(part)[len(part) // 2]
        self.assertLess(median(times[900:]), 2 * median(times[20:120]) + 0.002)
