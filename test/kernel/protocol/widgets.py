"""Widgets, as a front end's widget manager sees them."""
import time

from kernel import Run
from stage import Shared

TRAIN = "interact({ learningRate: logSlider(-4, 0) }, ({ learningRate }) => `rate ${learningRate}`);"


class Widgets(Shared):
    def setUp(self):
        self.kernel.run('import { interact, logSlider, slider, verticalBox } from "slope";')

    def comms(self):
        return set(self.kernel.ask("comm_info_request", target_name="jupyter.widget")["comms"])

    def send(self, kind, **content):
        message = self.kernel.client.session.msg(kind, content)
        self.kernel.client.shell_channel.send(message)
        return self.kernel.end(Run(self.kernel, message["header"]["msg_id"]))

    def states(self):
        """What a page gets that is loaded anew."""
        self.send("comm_open", comm_id="page", target_name="jupyter.widget.control", data={})
        (answer,) = self.send("comm_msg", comm_id="page", data={"method": "request_states"}).of("comm_msg")
        self.send("comm_close", comm_id="page", data={})
        return answer["data"]["states"]

    def test_run_again(self):
        """a cell that is run again takes its earlier widgets with it, also two hundred times, and its newest ones work"""
        first = self.kernel.run(TRAIN, place="trains")
        (opened,) = [len(self.comms())]
        closed = self.kernel.run(TRAIN, place="trains")
        self.assertEqual({message["comm_id"] for message in closed.of("comm_close")}, {message["comm_id"] for message in first.of("comm_open")})
        self.assertEqual(closed.kinds()[-1], "idle")
        for _ in range(198):
            last = self.kernel.run(TRAIN, place="trains")
        self.assertEqual(len(self.comms()), opened)
        self.assertEqual(set(self.states()), self.comms())
        (slider,) = [id for id, model in self.states().items() if model["model_name"] == "FloatLogSliderModel"]
        self.assertIn(slider, {message["comm_id"] for message in last.of("comm_open")})
        moved = self.send("comm_msg", comm_id=slider, data={"method": "update", "state": {"value": 0.5}})
        self.assertIn("rate 0.5", str([message["data"] for message in moved.of("comm_msg")]))

    def test_result(self):
        """widgets in the result of a function go when it is called anew: dragging leaves none behind"""
        run = self.kernel.run("interact({ x: logSlider(-4, 0) }, async ({ x }) => { await null; return verticalBox([slider(0, 1)]); });", place="drags")
        before = self.comms()
        opened = {message["comm_id"]: message["data"]["state"] for message in run.of("comm_open")}
        (moving,) = [id for id, state in opened.items() if state["_model_name"] == "FloatLogSliderModel"]
        for step in range(10):
            moved = self.send("comm_msg", comm_id=moving, data={"method": "update", "state": {"value": 10 ** -(step / 4)}})
            self.assertEqual(len(moved.of("comm_open")), len(moved.of("comm_close")))
        self.assertEqual(len(self.comms()), len(before))
        self.assertEqual(set(self.states()), self.comms())
        self.kernel.run("0", place="drags")
        self.assertEqual(self.comms() & set(opened), set())

    def test_shared(self):
        """a control that another cell shows too stays when its own cell is run again"""
        before = self.comms()
        own = "const shared = slider(0, 1); shared"
        self.kernel.run(own, place="own")
        ofOwn = self.comms() - before
        self.kernel.run("verticalBox([shared])", place="other")
        self.kernel.run(own, place="own")
        self.assertLessEqual(ofOwn, self.comms())
        self.kernel.run("0", place="other")
        self.assertEqual(ofOwn & self.comms(), set())

    def test_no_place(self):
        """widgets of a front end that does not tell which cell it runs stay"""
        before = self.comms()
        for count in [1, 2]:
            self.kernel.run("slider(0, 1)")
            self.assertEqual(len(self.comms() - before), 3 * count)

    def test_failed_run(self):
        """a cell that fails or is interrupted when it is run again has lost its earlier widgets all the same"""
        before = self.comms()
        for end in ["throw new Error('no')", "console.log('on'); while (true) {}"]:
            self.kernel.run("slider(0, 1)", place="fails")
            self.assertEqual(len(self.comms() - before), 3)
            run = self.kernel.start(end, place="fails")
            time.sleep(0.2)
            self.kernel.manager.interrupt_kernel()
            self.assertEqual(self.kernel.end(run).reply["status"], "error")
            self.assertEqual(self.comms(), before)
