import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

/** The rooms from the ground up; each may import the doors of those before it. */
const rooms = [
  "bundle", "errors", "arrays", "random", "simd", "linearAlgebra", "data", "objectives", "optimizers", "metrics", "training", "models",
  "charts", "display", "tensorflow", "notebook", "widgets", "kernel", "run", "chapters", "report", "cli",
];
const source = path.resolve(__dirname, "../../../src");

const imports = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && file.includes(path.sep))
  .flatMap((file) => {
    const text = readFileSync(path.join(source, file), "utf8");
    return [...text.matchAll(/(?:from|require\(|import\() ?"(\.[^"]+)"/g)].map(([, target]) => {
      const [room, ...behindTheDoor] = path.relative(source, path.resolve(source, path.dirname(file), target!)).split(path.sep);
      return { file, from: file.split(path.sep)[0]!, room: room!, behindTheDoor };
    });
  })
  .filter(({ from, room }) => room !== from);

describe("the rooms of src", () => {
  it("are all in the list", () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(folders.sort(), [...rooms].sort());
  });

  it("import only rooms below them", () => {
    assert.ok(imports.length > 50);
    assert.deepEqual(imports.filter(({ from, room }) => !(rooms.indexOf(room) < rooms.indexOf(from))), []);
  });

  it("import other rooms by their doors", () => {
    assert.deepEqual(imports.filter(({ behindTheDoor }) => behindTheDoor.length > 0), []);
  });
});
