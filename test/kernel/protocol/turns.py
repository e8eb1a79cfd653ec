"""Many cells at once."""
from stage import Shared


class Turns(Shared):
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
