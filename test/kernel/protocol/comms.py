"""Comms, in both directions."""
import time

from kernel import Run
from stage import Shared


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
