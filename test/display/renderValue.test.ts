import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DataFrame, Series } from "danfojs-node";
import * as tf from "@tensorflow/tfjs-node";
import { Matrix } from "../../src/arrays";
import { jupyterDisplay, renderValue, type Display } from "../../src/display";
import { scatterWithTwoFits } from "../charts/gallery";

const dataOf = (value: unknown) => (renderValue(value) as Display).data as Record<string, string>;
const textOf = (value: unknown) => dataOf(value)["text/plain"];

describe("a chart's bundle", () => {
  const chart = scatterWithTwoFits();
  const { data, metadata } = renderValue(chart) as Display;

  it("holds the live chart as an object, a picture and a sentence, and no HTML", () => {
    assert.deepEqual(Object.keys(data), ["application/vnd.vegalite.v5+json", "image/png", "text/plain"]);
    assert.equal(data["application/vnd.vegalite.v5+json"], chart);
    assert.equal(
      Buffer.from(data["image/png"] as string, "base64")
        .subarray(1, 4)
        .toString(),
      "PNG",
    );
    assert.equal(data["text/plain"], chart.description);
  });

  it("states the picture's size at half its pixels, and its alternative text", () => {
    const png = Buffer.from(data["image/png"] as string, "base64");
    const { width, height, alt } = metadata["image/png"] as { width: number; height: number; alt: string };
    assert.deepEqual([2 * width, 2 * height], [png.readUInt32BE(16), png.readUInt32BE(20)]);
    assert.equal(alt, chart.description);
  });
});

describe("a DataFrame", () => {
  const long = new DataFrame({
    "mpg <b>": Array.from({ length: 442 }, (_, i) => 18 + i / 7),
    name: Array.from({ length: 442 }, (_, i) => `car & ${i}`),
  });

  it("shows first and last rows, types and size, numbers on the right", () => {
    assert.equal(
      textOf(long),
      [
        "     mpg <b>  name",
        "     float32  string",
        "  0  18.0000  car & 0",
        "  1  18.1429  car & 1",
        "  2  18.2857  car & 2",
        "  3  18.4286  car & 3",
        "  4  18.5714  car & 4",
        "  …        …  …",
        "437  80.4286  car & 437",
        "438  80.5714  car & 438",
        "439  80.7143  car & 439",
        "440  80.8571  car & 440",
        "441  81.0000  car & 441",
        "442 rows x 2 columns",
      ].join("\n"),
    );
  });

  it("is HTML with every character of its own escaped", () => {
    const html = dataOf(long)["text/html"]!;
    assert.ok(html.includes('<th style="text-align:right">mpg &lt;b&gt;</th>'));
    assert.ok(html.includes('<td style="text-align:left">car &amp; 441</td>'));
    assert.equal(html.match(/<tr>/g)!.length, 2 + 11);
    assert.ok(!html.includes("<b>"));
  });

  it("shows all of a short one, holes by their names, and cuts a wide one", () => {
    const short = new DataFrame({ a: [1, NaN, 3], b: ["x", undefined, "z"] });
    assert.match(textOf(short)!, /^1 +NaN +undefined$/m);
    assert.match(textOf(short)!, /3 rows x 2 columns/);
    assert.match(dataOf(new DataFrame({ b: ["x", null] }))["text/html"]!, />null<\/td>/);
    const wide = new DataFrame([Array.from({ length: 60 }, (_, i) => i)]);
    assert.match(textOf(wide)!, /^ +0 +1 .* 7 +… +52 .* 59\n/);
    assert.match(textOf(wide)!, /1 row x 60 columns$/);
  });

  it("is shown as a Series in one column", () => {
    assert.equal(
      textOf(new Series([1.5, 2.25], { columns: ["weight"] })),
      ["    weight", "   float32", "0     1.50", "1     2.25", "2 rows"].join("\n"),
    );
  });
});

describe("arrays", () => {
  it("show a tensor's type, shape and values, whatever its rank", () => {
    tf.tidy(() => {
      assert.equal(
        textOf(
          tf.tensor2d([
            [1, -2.5],
            [3, 4],
          ]),
        ),
        "Tensor float32 [2, 2]\n[[ 1.0, -2.5],\n [ 3.0,  4.0]]",
      );
      assert.equal(textOf(tf.scalar(7, "int32")), "Tensor int32 []\n7");
      assert.equal(
        textOf(
          tf.tensor3d([
            [[1], [2]],
            [[3], [4]],
          ]),
        ),
        "Tensor float32 [2, 2, 1]\n[[[1],\n  [2]],\n\n [[3],\n  [4]]]",
      );
      assert.equal(textOf(tf.tensor1d(["a", "b"])), "Tensor string [2]\n[a, b]");
      assert.equal(textOf(tf.tensor1d([true, false])), "Tensor bool [2]\n[true, false]");
      assert.equal(textOf(tf.zeros([0, 3])), "Tensor float32 [0, 3]\n[]");
    });
  });

  it("show the ends of a large one", () => {
    const text = tf.tidy(() => textOf(tf.range(0, 10_000).reshape([100, 100])))!;
    assert.match(text, /^Tensor float32 \[100, 100\]\n\[\[ +0, +1, +2, +3, …, +96, +97, +98, +99\],\n/);
    assert.equal(text.split("\n").length, 1 + 9);
    assert.match(text, /9999\]\]$/);
  });

  it("show fewer entries of one with many dimensions, so that it stays short", () => {
    const text = tf.tidy(() => textOf(tf.zeros([10_000, 28, 28, 1])))!;
    assert.ok(text.split("\n").length < 40, text);
    assert.ok(text.startsWith("Tensor float32 [10000, 28, 28, 1]\n[[[[0],\n   …,\n   [0]],"), text);
    assert.match(tf.tidy(() => textOf(tf.range(0, 60).reshape([3, 4, 5])))!, /^Tensor[^…]+59\]\]\]$/);
  });

  it("say when a tensor is gone, and leave no tensor behind", () => {
    const before = tf.memory().numTensors;
    const tensor = tf.tensor1d([1]);
    textOf(tensor);
    tensor.dispose();
    assert.equal(textOf(tensor), "Tensor float32 [1], disposed: its values are gone");
    assert.equal(tf.memory().numTensors, before);
  });

  it("show a Matrix and typed arrays", () => {
    assert.equal(
      textOf(
        Matrix.fromRows([
          [1, 2],
          [3, 4],
        ]),
      ),
      "Matrix 2 x 2\n[[1, 2],\n [3, 4]]",
    );
    assert.equal(textOf(Float64Array.of(0.1, 2 / 3, NaN)), "Float64Array(3) [0.10000, 0.66667, NaN]");
    assert.equal(textOf(BigInt64Array.of(1n, -2n)), "BigInt64Array(2) [1, -2]");
    assert.equal(textOf(new Float32Array(0)), "Float32Array(0) []");
  });
});

describe("a model of TensorFlow's layers", () => {
  const { layers } = tf;

  it("shows each layer with its type, the shape of its output and its parameters, and their sums", () => {
    const model = tf.sequential({
      name: "digits",
      layers: [
        layers.conv2d({ name: "convolution", inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }),
        layers.batchNormalization({ name: "scale" }),
        layers.flatten({ name: "flat" }),
        layers.dense({ name: "dense", units: 10 }),
      ],
    });
    const rows = [
      'Sequential "digits"',
      "layer        type                output             parameters",
      "convolution  Conv2D              (None, 26, 26, 8)          80", // 8 * (3 * 3 + 1)
      "scale        BatchNormalization  (None, 26, 26, 8)          32", // 4 * 8, half of it averages
      "flat         Flatten             (None, 5408)                0",
      "dense        Dense               (None, 10)             54,090", // 10 * (5408 + 1)
    ];
    assert.equal(textOf(model), [...rows, "54,202 parameters: 54,186 trainable, 16 not trainable"].join("\n"));
    assert.match(dataOf(model)["text/html"]!, /^<table.*<th[^>]*>dense<\/th><td[^>]*>Dense<\/td>.*<small>54,202 parameters/s);
    model.layers[0]!.trainable = false;
    assert.match(textOf(model)!, /54,202 parameters: 54,106 trainable, 96 not trainable$/);
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    assert.deepEqual(textOf(model)!.split("\n").slice(0, -1), rows, "compiled");
    model.dispose();
    assert.deepEqual(textOf(model)!.split("\n").slice(0, -1), rows, "disposed");
  });

  it("says what each layer is called on where they do not follow one upon another", () => {
    const input = tf.input({ shape: [4], name: "input" });
    const called = ["a", "b"].map((name) => layers.dense({ units: 3, name }).apply(input) as tf.SymbolicTensor);
    const outputs = layers.concatenate({ name: "both" }).apply(called) as tf.SymbolicTensor;
    assert.equal(
      textOf(tf.model({ inputs: input, outputs, name: "two" })),
      [
        'Model "two"',
        "layer  type         output     parameters  called on",
        "input  InputLayer   (None, 4)           0",
        "a      Dense        (None, 3)          15  input",
        "b      Dense        (None, 3)          15  input",
        "both   Concatenate  (None, 6)           0  a, b",
        "30 parameters: 30 trainable, 0 not trainable",
      ].join("\n"),
    );
    assert.doesNotMatch(textOf(tf.model({ inputs: input, outputs: called[0]! }))!, /called on/);
  });

  it("counts a layer once that is called on several inputs", () => {
    const inputs = [4, 6].map((length) => tf.input({ shape: [length], name: `input${length}` }));
    const shared = layers.embedding({ inputDim: 7, outputDim: 3, name: "shared" });
    const model = tf.model({ inputs, outputs: inputs.map((input) => shared.apply(input) as tf.SymbolicTensor) });
    assert.match(textOf(model)!, /shared +Embedding +several +21 +input4; input6\n21 parameters/);
    assert.equal(model.countParams(), 21);
  });

  it("has one row for a model within, and none when it is empty", () => {
    const inner = tf.sequential({ name: "inner", layers: [layers.dense({ units: 5, inputShape: [3] })] });
    const outer = tf.sequential({ layers: [inner, layers.dense({ units: 2 })] });
    assert.match(textOf(outer)!, /inner +Sequential +\(None, 5\) +20\n.*12\n32 parameters: 32 trainable/);
    assert.match(textOf(tf.sequential())!, /\n0 parameters: 0 trainable, 0 not trainable$/);
  });
});

describe("everything else", () => {
  it("is shown as text without colours", () => {
    assert.equal(textOf("as it is"), "as it is");
    assert.equal(textOf({ a: [1, { b: "c" }] }), "{ a: [ 1, { b: 'c' } ] }");
    assert.equal(textOf(undefined), "undefined");
    assert.equal(textOf(null), "null");
    assert.match(textOf(new TypeError("boom"))!, /^TypeError: boom\n/);
    assert.equal(textOf(new Map([["a", new Set([1])]])), "Map(1) { 'a' => Set(1) { 1 } }");
    assert.match(textOf(Promise.resolve(3))!, /^Promise \{\s+3/);
    assert.equal(textOf(function named() {}), "[Function: named]");
    assert.equal(textOf(12n), "12n");
    assert.equal(textOf(Buffer.from("ab")), "<Buffer 61 62>");
  });

  it("is no chart, table or tensor for a likeness in one part", () => {
    assert.equal(textOf({ $schema: "https://json-schema.org/draft-07/schema#" }), "{ '$schema': 'https://json-schema.org/draft-07/schema#' }");
    assert.equal(textOf({ shape: [1], dtype: "float32" }), "{ shape: [ 1 ], dtype: 'float32' }");
  });

  it("is text when it shows itself as nothing, or throws whatever it is asked", () => {
    assert.match(textOf({ [jupyterDisplay]: () => null })!, /^\{ \[?Symbol\(Jupyter.display\)\]?/);
    assert.equal(textOf(new Proxy({ a: 1 }, { get() { throw new Error("no"); } })), "{ a: 1 }");
  });

  it("shows itself when it can, with plain text beside", () => {
    const both = { "text/markdown": "$x^2$", "text/plain": "$x^2$" };
    assert.deepEqual(dataOf({ [jupyterDisplay]: () => both }), both);
    assert.deepEqual(dataOf({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<i>a</i>" }) }), {
      "text/html": "<i>a</i>",
      "text/plain": "",
    });
  });
});
