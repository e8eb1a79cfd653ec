"""Output: to the right cell, complete, in order."""
import time

from stage import Shared


class Output(Shared):
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
