"""A kernel as a front end has it, for tests."""
import os
import queue
import random
import re
import shutil
import socket
import tempfile
import time

from folders import make_folder
from jupyter_client import KernelManager

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def free_ports(count):
    """Free ports that the system gives to nobody by itself, as it does with those that it chooses."""
    ports = set()
    while len(ports) < count:
        port = random.randint(10_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                ports.add(port)
    return ports


def channel_ports():
    """A free port for each channel, as options of Jupyter's KernelManager."""
    return dict(zip((f"{channel}_port" for channel in ("shell", "iopub", "stdin", "control", "hb")), free_ports(5)))


class Run:
    """What became of one request: its reply, and the messages that belong to it up to its idle."""

    def __init__(self, kernel, msg_id):
        self.kernel, self.id = kernel, msg_id
        self.messages = []

    def kinds(self):
        return [message["content"].get("execution_state", message["msg_type"]) for message in self.messages]

    def of(self, kind):
        return [message["content"] for message in self.messages if message["msg_type"] == kind]

    def printed(self, name="stdout"):
        return "".join(content["text"] for content in self.of("stream") if content["name"] == name)

    @property
    def result(self):
        """The result as plain text; None when there is none."""
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    @property
    def reply(self):
        return self.kernel.reply_to(self.id)

    @property
    def traceback(self):
        return COLOURS.sub("", "\n".join(self.reply["traceback"]))


class Kernel:
    """A kernel in a folder of its own."""

    def __init__(self, **options):
        self.folder = make_folder()
        if options.get("transport") != "ipc":
            options |= channel_ports()
        self.manager = KernelManager(kernel_name="tslab", cache_ports=False, **options)
        self.log = tempfile.TemporaryFile("w+")
        self.manager.start_kernel(cwd=self.folder, stderr=self.log)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=30)
        except RuntimeError as error:
            raise AssertionError(f"{error}; the kernel's log:\n{self.logged()}") from None
        self.late = []
        self.replies = {}

    @property
    def pid(self):
        return self.manager.provisioner.process.pid

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)

    def logged(self):
        self.log.seek(0)
        return self.log.read()

    def start(self, code, place=None, **options):
        """Sends a cell without waiting for it. `place` is its name in a notebook, which JupyterLab tells."""
        options = {"silent": False, "allow_stdin": False, **options}
        message = self.client.session.msg("execute_request", {"code": code, **options}, metadata={"cellId": place} if place else {})
        self.client.shell_channel.send(message)
        return Run(self, message["header"]["msg_id"])

    def running(self, code):
        """A cell that runs, from the moment at which it has printed `on`."""
        return self.until(self.start(code), lambda run: run.printed() == "on\n")

    def run(self, code, timeout=30, **options):
        return self.end(self.start(code, **options), timeout)

    def ask(self, kind, timeout=10, channel="shell", **content):
        """Sends any request; gives the reply's content."""
        message = self.client.session.msg(kind, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return self.reply_to(message["header"]["msg_id"], timeout, channel)

    def reply_to(self, msg_id, timeout=10, channel="shell"):
        until = time.monotonic() + timeout
        while msg_id not in self.replies:
            message = self.next(channel, until)
            self.replies[message["parent_header"]["msg_id"]] = message["content"]
        return self.replies[msg_id]

    def end(self, run, timeout=30):
        """Waits for a cell's idle."""
        until = time.monotonic() + timeout
        while not run.messages or run.messages[-1]["content"].get("execution_state") != "idle":
            self.collect(run, until)
        return run

    def until(self, run, arrived, timeout=10):
        """Waits until messages of the request fulfil a condition; those of others are kept in `late`."""
        until = time.monotonic() + timeout
        while not arrived(run):
            self.collect(run, until)
        return run

    def collect(self, run, until):
        kept = [message for message in self.late if message["parent_header"].get("msg_id") == run.id]
        if kept:
            self.late.remove(kept[0])
            run.messages.append(kept[0])
            return
        message = self.next("iopub", until)
        (run.messages if message["parent_header"].get("msg_id") == run.id else self.late).append(message)

    def next(self, channel, until):
        try:
            return getattr(self.client, f"get_{channel}_msg")(timeout=max(0, until - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"nothing came on {channel} in time; the kernel's log:\n{self.logged()}") from None

    def close(self):
        """Ends it, however it is; a second call does nothing."""
        if self.log.closed:
            return
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.log.close()
        shutil.rmtree(self.folder)
