"""Interrupts, by message and by signal."""
import os
import signal
import time

from stage import Shared


class Interrupts(Shared):
    def test_interrupts(self):
        """an interrupt, by message or by signal, ends whatever runs within a second, and names stay"""
        by_message = lambda: self.assertEqual(self.kernel.ask("interrupt_request", channel="control"), {"status": "ok"})
        by_signal = lambda: os.killpg(os.getpgid(self.kernel.pid), signal.SIGINT)
        self.kernel.run("let kept = 1;")
        for interrupt in [by_message, by_signal]:
            for loop in ["while (true) {}", "await new Promise(() => {});", "await null; while (true) {}",
                         "await new Promise((r) => setTimeout(r, 1)); while (true) {}", "[1].forEach(() => { for (;;) {} });"]:
                with self.subTest(loop=loop, interrupt=interrupt):
                    run = self.kernel.running(f"kept += 1; console.log('on'); {loop}")
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
