"""TensorFlow after an interrupt, which ends its code without the `finally` blocks."""
import time

from stage import Shared

MODEL = """const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
const x = tf.ones([500, 3]), y = tf.ones([500, 1]);"""
STATE = """(() => {
  const { kernelDepth, gradientDepth, activeTape, scopeStack } = (tf.engine() as any).state;
  return [kernelDepth, gradientDepth, activeTape ?? "no tape", scopeStack.length].join();
})()"""


class Training(Shared):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kernel.run('import * as tf from "@tensorflow/tfjs-node"; import { compile, fit } from "slope";')
        cls.kernel.run(MODEL)

    def stop(self, code):
        run = self.kernel.running(f'console.log("on"); {code}')
        time.sleep(0.1)
        self.kernel.ask("interrupt_request", channel="control")
        self.assertEqual(self.kernel.end(run, 5).reply["ename"], "KeyboardInterrupt")

    def test_operations(self):
        """code that is stopped in the midst of operations and gradients leaves none begun, nor tensors: gradients are right after it"""
        for code in ["for (;;) tf.tidy(() => { tf.matMul(tf.ones([20, 20]), tf.ones([20, 20])); });",
                     "const gradient = tf.grad((x: tf.Tensor) => x.square().sum()); for (;;) tf.tidy(() => { gradient(tf.ones([9])); });",
                     "tf.tidy(() => { tf.ones([3]); for (;;) {} });", "tf.grad((x: tf.Tensor): tf.Tensor => { x.square(); for (;;) {} })(tf.ones([3]));"]:
            for _ in range(3):
                with self.subTest(code=code):
                    tensors = int(self.result("tf.memory().numTensors"))
                    self.stop(code)
                    self.assertEqual(self.result(STATE), "0,0,no tape,0")
                    self.assertLessEqual(int(self.result("tf.memory().numTensors")), tensors + 1)
        self.assertEqual(self.result("tf.grad((x: tf.Tensor) => x.square().sum())(tf.ones([2])).dataSync().join()"), "2,2")

    def test_model(self):
        """a model whose training is stopped can be trained again, by tfjs and by Slope"""
        for train in ["model.fit(x, y, ", "fit(model, x, y, "]:
            for again in ["model.fit(x, y, ", "fit(model, x, y, "]:
                with self.subTest(train=train, again=again):
                    self.stop(f"await {train}{{ epochs: 1e6, verbose: 0 }});")
                    self.assertEqual(self.result(f"(await {again}{{ epochs: 2, verbose: 0 }})).epoch.join()"), "0,1")

    def test_other_training(self):
        """a training that an earlier cell has begun, and that goes on, is still one"""
        self.kernel.run("const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });")
        self.kernel.run('other.compile({ optimizer: "sgd", loss: "meanSquaredError" }); let goOn = () => {};')
        self.kernel.run("const training = other.fit(x, y, { epochs: 2, verbose: 0, callbacks: { onEpochEnd: () => new Promise<void>((done) => (goOn = done)) } });")
        self.kernel.run("await new Promise((done) => setTimeout(done, 300));")
        self.stop("await new Promise(() => {});")
        self.assertIn("another fit() call is ongoing", self.kernel.run("await other.fit(x, y, { epochs: 1, verbose: 0 });").reply["evalue"])
        self.assertEqual(self.result("const going = setInterval(() => goOn(), 10); (await training).epoch.join()"), "0,1")
        self.assertEqual(self.result("clearInterval(going); (await other.fit(x, y, { epochs: 1, verbose: 0 })).epoch.join()"), "0")

    def test_scope(self):
        """a scope of an earlier cell stays open, with its tensors; those that the stopped cell has opened are ended"""
        self.kernel.run('tf.engine().startScope("mine"); const held = tf.ones([2]);')
        self.stop("tf.engine().startScope(); tf.ones([2]); for (;;) {}")
        self.assertEqual(self.result("(tf.engine() as any).state.scopeStack.length"), "1")
        self.assertEqual(self.result("held.dataSync().join()"), "1,1")
        self.kernel.run("tf.engine().endScope();")

    def test_recording(self):
        """a step that is stopped while it is compiled leaves tfjs as it was"""
        before, scopes = self.result("String(Math.random) + String((tf.backend() as any).write)"), self.result(STATE)
        self.stop("const step = compile((x: tf.Tensor) => { for (;;) x.square(); return x; }); step(tf.ones([2]));")
        self.assertEqual(self.result("String(Math.random) + String((tf.backend() as any).write)"), before)
        self.assertEqual(self.result(STATE), scopes)
        self.assertEqual(self.result("const twice = compile((x: tf.Tensor) => x.add(x)); (twice(tf.ones([2])) as tf.Tensor).dataSync().join()"), "2,2")
