import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runNode } from "./runNode";

const DOOR = 'require("./build/src/tensorflow")';

describe("the door to TensorFlow", () => {
  test("loads nothing before it is asked", async () => {
    const script = `${DOOR};
      console.log(Object.keys(require.cache).filter((file) => /node_modules/.test(file)).length);`;
    assert.deepEqual(await runNode(script, { preload: false }), { stdout: "0\n", stderr: "", code: 0 });
  });

  test("tells which backend runs, why, and its versions", async () => {
    const tell = `console.log(JSON.stringify(${DOOR}.backend()))`;
    const [native, wasm] = await Promise.all(
      ["native", "wasm"].map((backend) => runNode(tell, { backend, preload: false })),
    );
    const { tensorFlowVersion, ...rest } = JSON.parse(native.stdout) as { tensorFlowVersion: string };
    assert.match(tensorFlowVersion, /^2\.\d+\.\d+$/);
    assert.deepEqual(rest, { name: "native", reason: "SLOPE_BACKEND=native", tfjsVersion: "4.22.0" });
    assert.deepEqual(JSON.parse(wasm.stdout), {
      name: "wasm",
      reason: "SLOPE_BACKEND=wasm",
      tensorFlowVersion: null,
      tfjsVersion: "4.22.0",
    });
    assert.equal(native.stderr + wasm.stderr, "");
  });

  test("prepares a process that was started without the preload", async () => {
    const script = `const tf = ${DOOR}.loadTensorFlow();
      console.log(tf.getBackend(), require("@tensorflow/tfjs-node") === tf);`;
    const run = await runNode(script, { backend: "wasm", preload: false });
    assert.deepEqual(run, { stdout: "wasm true\n", stderr: "", code: 0 });
  });

  test("reads nothing more once it is loaded: a step asks for TensorFlow many times", async () => {
    const script = `const { loadTensorFlow } = ${DOOR}, fs = require("node:fs"), { readFileSync } = fs;
      const tf = loadTensorFlow(), read = [];
      fs.readFileSync = (file, ...rest) => (read.push(file), readFileSync(file, ...rest));
      console.log(loadTensorFlow() === tf, read.length);`;
    assert.equal((await runNode(script, { backend: "", preload: false })).stdout, "true 0\n");
  });

  test("answers an unknown SLOPE_BACKEND with one sentence, where TensorFlow is asked for", async () => {
    const script = `for (const load of [${DOOR}.loadTensorFlow, () => require("@tensorflow/tfjs-node")]) {
      try { load(); } catch (error) { console.log(error.message); }
    }`;
    const sentence = 'SLOPE_BACKEND: expected one of "native", "wasm", received "cuda"\n';
    assert.deepEqual(await runNode(script, { backend: "cuda" }), { stdout: sentence.repeat(2), stderr: "", code: 0 });
  });

  test("says what to do when the backend does not load", async () => {
    const script = `const Module = require("node:module"), load = Module._load;
      Module._load = (request, ...rest) => {
        if (request.endsWith(".node")) throw new Error("libtensorflow_cc.so.2: cannot open\\nmore");
        return load(request, ...rest);
      };
      try { ${DOOR}.loadTensorFlow(); } catch (error) { console.log(error.message); }`;
    assert.deepEqual(await runNode(script, { backend: "native" }), {
      stdout:
        "TensorFlow: the native backend did not load (libtensorflow_cc.so.2: cannot open). " +
        "Run `npm run setup`, or set SLOPE_BACKEND=wasm to do without it.\n",
      stderr: "",
      code: 0,
    });
  });

  test("leaves errors of the process to the process: WebAssembly adds no listener", async () => {
    const script = `require("@tensorflow/tfjs-node");
      console.log(process.listenerCount("uncaughtException"), process.listenerCount("unhandledRejection"));`;
    assert.equal((await runNode(script, { backend: "wasm" })).stdout, "0 0\n");
  });
});
