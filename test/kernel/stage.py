"""What the tests of the protocol share."""
import unittest

import psutil
from kernel import Kernel


def descendants(pid):
    return psutil.Process(pid).children(recursive=True)


def wait_gone(processes, seconds=5):
    """Those of the processes that are still there after that time."""
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
        """The result of a cell as plain text."""
        run = self.kernel.run(code, **options)
        self.assertEqual(run.reply["status"], "ok", run.reply)
        return run.result


class Own(unittest.TestCase):
    """Tests that need kernels of their own."""

    def start(self, **options):
        kernel = Kernel(**options)
        self.addCleanup(kernel.close)
        return kernel
