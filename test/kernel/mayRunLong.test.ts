import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mayRunLong } from "../../src/kernel/evaluator/interrupt/mayRunLong";

describe("a cell may run long", () => {
  for (const code of [
    "while (true) {}", "do x += 1; while(x)", "f(1)", "new Promise(() => {})", "const f = (x: number) => x", "tag`text`",
    "await later", "for await (const x of many) {}", `import "./endless"`, `export * from "./endless"`, "9n ** 99999999n",
    "label: for (;;) continue label",
  ]) it(`with ${code}`, () => assert.equal(mayRunLong(code), true));
});

describe("a cell does not run long", () => {
  for (const code of [
    "", "x + 3", "let x = 40", "const rows = [1, 2, 3]", `const name = "Ada"`, "model.weights", "[a, b]", "awaited", "imports",
  ]) it(`with ${code || "nothing"}`, () => assert.equal(mayRunLong(code), false));
});
