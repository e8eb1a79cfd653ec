import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { Matrix } from "../../src/arrays";
import { ImageDataset, loadDigits, loadIdx, loadMnist } from "../../src/data";
import { readDataBytes } from "../../src/data/dataFile";
import { parseIdx } from "../../src/data/idx";
import { fixture } from "./files";

const DATA = resolve(__dirname, "../../../data");

interface Summary { rows: number; perLabel: number[]; first: number[]; columnSums: number[]; labelSum: number }
const images = JSON.parse(readFileSync(fixture("images.json"), "utf8")) as { digits: Summary; mnist: Summary };

function summaryOf(rows: Matrix, labels: ArrayLike<number>): Summary {
  const perLabel = Array.from({ length: 10 }, (_, digit) => Array.from(labels).filter((label) => label === digit).length);
  const columnSums = new Array<number>(rows.columns).fill(0);
  rows.values.forEach((value, k) => (columnSums[k % rows.columns]! += (Math.floor(k / rows.columns) + 1) * value));
  const labelSum = Array.from(labels).reduce((sum, label, i) => sum + (i + 1) * label, 0);
  return { rows: rows.rows, perLabel, first: [...rows.row(0)], columnSums, labelSum };
}

describe("loadDigits", () => {
  it("gives the 1797 digits of scikit-learn, in its order", () => {
    const { features, target, targetNames, featureNames } = loadDigits();
    assert.deepEqual(summaryOf(features, target), images.digits);
    assert.deepEqual([targetNames[3], featureNames[0], featureNames[15], featureNames[63]], ["3", "pixel 0 0", "pixel 1 7", "pixel 7 7"]);
  });
});

describe("loadMnist", () => {
  const mnist = loadMnist();

  it("gives ten thousand pictures of 28 x 28 bytes", () => {
    assert.deepEqual([mnist.count, mnist.height, mnist.width], [10000, 28, 28]);
    assert.deepEqual(mnist.shape, [10000, 28, 28, 1]);
    const bytes = new Matrix(10000, 784, Float64Array.from(mnist.bytes));
    assert.deepEqual(summaryOf(bytes, mnist.labels), images.mnist);
  });

  it("has its digits in random order, so that the first thousand have them all", () => {
    const counts = new Array<number>(10).fill(0);
    mnist.slice(0, 1000).labels.forEach((label) => counts[label]!++);
    counts.forEach((count) => assert.ok(count > 70 && count < 140, counts.join()));
  });

  it("is described in data/README.md, with the SHA-256 of its files", () => {
    const readme = readFileSync(join(DATA, "README.md"), "utf8");
    for (const name of ["mnist-images.idx3-ubyte.gz", "mnist-labels.idx1-ubyte.gz", "digits.csv"]) {
      const digest = createHash("sha256").update(readFileSync(join(DATA, name))).digest("hex");
      assert.ok(readme.includes(digest) && readme.includes(name), name);
    }
    for (const text of [mnist.text.title, mnist.text.description, mnist.text.source, mnist.text.licence]) assert.ok(text);
  });
});

describe("ImageDataset", () => {
  const text = { ...loadMnist().text, name: "small" };
  const small = new ImageDataset(text, Uint8Array.of(0, 51, 102, 153, 204, 255), Uint8Array.of(7, 1, 2), 1, 2);

  it("has brightness from 0 to 1, as float32 for tfjs and as a matrix for models", () => {
    assert.deepEqual([...small.pixels], [...Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1)]);
    assert.deepEqual(small.features.toRows(), [[0, 0.2], [0.4, 0.6], [0.8, 1]]);
    assert.deepEqual([...small.target], [7, 1, 2]);
    assert.equal(small.pixels, small.pixels);
  });

  it("hands out a slice without copying it, and any choice of pictures", () => {
    const slice = small.slice(1);
    assert.equal(slice.bytes.buffer, small.bytes.buffer);
    assert.deepEqual([[...slice.labels], [...slice.bytes], slice.count], [[1, 2], [102, 153, 204, 255], 2]);
    assert.deepEqual(small.slice(0, 99).count, 3);
    assert.deepEqual(small.slice(-Infinity, Infinity).count, 3);
    for (const place of [NaN, 0.5, "1" as never]) assert.throws(() => small.slice(place), /^InputError: start: expected an integer, received /);
    assert.throws(() => small.select(1 as never), { message: "indices: expected a list of places, received 1" });
    const chosen = small.select([2, 0, 2]);
    assert.deepEqual([[...chosen.labels], [...chosen.bytes]], [[2, 7, 2], [204, 255, 0, 51, 204, 255]]);
  });

  it("refuses bytes, labels and places that do not fit", () => {
    assert.throws(() => new ImageDataset(text, new Uint8Array(5), new Uint8Array(3), 1, 2), {
      message: "bytes: expected 3 pictures of 1 x 2 pixels, one for each label, received 5",
    });
    assert.throws(() => new ImageDataset(text, new Uint8Array(2), Uint8Array.of(10), 1, 2), {
      message: "labels: expected numbers from 0 to 9, received 10",
    });
    assert.throws(() => small.select([3]), { message: "indices, place 0: expected an integer from 0 to 2, received 3" });
  });
});

describe("IDX files", () => {
  const folder = mkdtempSync(join(tmpdir(), "slope idx "));
  after(() => rmSync(folder, { recursive: true }));

  const idx = (dimensions: number[], bytes: number[]) => Buffer.concat([
    Buffer.from([0, 0, 8, dimensions.length]),
    ...dimensions.map((length) => Buffer.from([0, 0, length >> 8, length & 255])),
    Buffer.from(bytes),
  ]);
  const pictures = idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);

  it("are read packed and unpacked, under each of their names", () => {
    writeFileSync(join(folder, "train-images-idx3-ubyte.gz"), gzipSync(pictures));
    writeFileSync(join(folder, "train-labels-idx1-ubyte"), idx([3], [4, 0, 9]));
    writeFileSync(join(folder, "t10k-images.idx3-ubyte"), idx([1, 2, 2], [0, 0, 0, 128]));
    writeFileSync(join(folder, "t10k-labels.idx1-ubyte.gz"), gzipSync(idx([1], [2])));
    const { train, test } = loadIdx(folder, { targetNames: Array.from("abcdefghij") });
    assert.deepEqual([train.shape, [...train.labels], train.bytes[11]], [[3, 2, 2, 1], [4, 0, 9], 255]);
    assert.deepEqual([test.shape, [...test.labels], test.bytes[3]], [[1, 2, 2, 1], [2], 128]);
    assert.equal(train.text.targetNames[train.labels[0]!], "e");
  });

  it("that are missing are all named", () => {
    const empty = mkdtempSync(join(folder, "empty "));
    const names = "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte";
    const hint = "Put the four files of MNIST or Fashion-MNIST there, as they come (.gz) or unpacked";
    assert.throws(() => loadIdx(empty), { message: `${empty}: expected ${names}, received none of ${names}. ${hint}` });
    writeFileSync(join(empty, "train-images-idx3-ubyte"), pictures);
    assert.throws(() => loadIdx(empty), /received none of train-labels-idx1-ubyte, t10k-images/);
    assert.throws(() => loadIdx(join(empty, "nowhere")), /nowhere: expected a folder with train-images.*received nothing there$/);
  });

  it("that are damaged or something else are refused by name", () => {
    const refusal = (bytes: Uint8Array, message: string | RegExp) => assert.throws(() => parseIdx(bytes, "x", 3), { message });
    refusal(pictures.subarray(0, 20), "x: expected 3 x 2 x 2 = 12 bytes after its header, received 4. Fetch it again");
    refusal(Buffer.from("PNG"), "x: expected an IDX file of bytes in 3 dimensions (0x00000803), received 3 bytes");
    refusal(idx([16], Array(16).fill(0)), "x: expected an IDX file of bytes in 3 dimensions (0x00000803), received 0x00000801");
    refusal(gzipSync(pictures).subarray(0, 25), /^x: expected a whole gzip file, received .+\. Fetch it again$/);
  });

  it("whose numbers of pictures and labels differ are refused", () => {
    const other = mkdtempSync(join(folder, "other "));
    for (const name of ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"]) writeFileSync(join(other, name), pictures);
    for (const name of ["train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte"]) writeFileSync(join(other, name), idx([2], [0, 1]));
    assert.throws(() => loadIdx(other), {
      message: "train-labels-idx1-ubyte: expected 3 labels, one for each picture, received 2",
    });
  });

  it("of the project are refused when altered", () => {
    copyFileSync(join(DATA, "mnist-labels.idx1-ubyte.gz"), join(folder, "mnist-labels.idx1-ubyte.gz"));
    assert.throws(() => readDataBytes("mnist-labels.idx1-ubyte.gz", "00", folder), {
      message: /^data\/mnist-labels.idx1-ubyte.gz: expected the file with SHA-256 00, received one with f1c787c0.+Restore it with: git checkout/,
    });
  });
});
