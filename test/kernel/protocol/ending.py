"""The end of a kernel, and of all that it has started."""
import os
import shutil
import signal
import subprocess
import sys
import time

import kernel
import psutil
from stage import Own, descendants, wait_gone


class Ending(Own):
    def setUp(self):
        self.kernel = self.start()

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
        self.kernel.running("console.log('on'); while (true) {}")
        processes = descendants(self.kernel.pid)
        self.assertGreaterEqual(len(processes), 3)
        os.kill(self.kernel.pid, signal.SIGKILL)
        self.assertEqual(wait_gone(processes), [])

    def test_killed_parent(self):
        """a kernel ends when the process that started it is gone"""
        script = "import time; from kernel import Kernel; kernel = Kernel(); print(kernel.pid, kernel.folder, flush=True); time.sleep(300)"
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=os.path.dirname(kernel.__file__))
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
            kernel.running("console.log('on'); while (true) {}")
            process = psutil.Process(kernel.pid)
            processes = descendants(kernel.pid)
            self.assertEqual(kernel.ask("shutdown_request", channel=channel, restart=False)["status"], "ok")
            self.assertEqual(wait_gone([process, *processes]), [])
