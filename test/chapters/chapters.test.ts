import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { readChapters } from "../../src/chapters";
import { notebooksFolder } from "../../src/run";

const chapters = readChapters();

describe("the chapters", () => {
  it("link only to notebooks that exist", () => {
    for (const { file, cells } of chapters) {
      const linked = cells.flatMap(({ source }) => [...source.matchAll(/\]\(([\w-]+\.ipynb)\)/g)].map(([, target]) => target!));
      assert.ok(linked.length > 0, file);
      assert.deepEqual(linked.filter((target) => !existsSync(path.join(notebooksFolder, target))), [], file);
    }
  });

  it("end with where to go next, by a link to the following one", () => {
    chapters.slice(1, -1).forEach(({ file, cells }, k) => {
      const last = cells.at(-1)!;
      assert.equal(last.heading, "Where next", file);
      assert.ok(last.source.includes(`](${chapters[k + 2]!.file})`), file);
    });
  });

  for (const { number, file, cells } of chapters.slice(1)) {
    it(`${file} has four exercises or more, numbered in order, each with a cell of its own for the answer`, () => {
      const sources = cells.filter(({ kind, heading }) => kind === "code" && heading === "Exercises").map(({ source }) => source);
      const code = sources.join("\n");
      const names = [...code.matchAll(/\bexercise\(\{\s*name: "([^"]+)"/g)].map(([, name]) => name!);
      assert.ok(names.length >= 4, `${names.length} exercises`);
      names.forEach((name, k) => assert.ok(name.startsWith(`${number}.${k + 1} · `), name));
      assert.deepEqual(sources.filter((source) => source.includes("exercise({") && source.includes("= undefined;")), []);
      assert.equal([...code.matchAll(/\blet \w+: .+ = undefined;\n\w+\.check\(/g)].length, names.length);
    });
  }
});
