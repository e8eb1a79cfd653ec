import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exercise } from "../../src/notebook";
import { printed } from "./printed";

const task = () =>
  exercise({
    name: "Exercise 1",
    hint: "mind the sign",
    solution: "-2",
    check: (answer: number) => (answer === 2 ? "the sign is off" : answer === -2),
  });

describe("exercise", () => {
  it("tells no answer, a right one and a wrong one apart, without an error", () => {
    const lines = printed(() => [undefined, null, -2, 5, 2].forEach((answer) => task().check(answer)));
    assert.deepEqual(lines, [
      "○ Exercise 1: not answered yet",
      "○ Exercise 1: not answered yet",
      "✓ Exercise 1: right",
      "✗ Exercise 1: not yet\n  Hint: mind the sign",
      "✗ Exercise 1: not yet: the sign is off\n  Hint: mind the sign",
    ]);
  });

  it("takes an answer that breaks the checker for a wrong one", () => {
    const lines = printed(() =>
      exercise({ name: "E", hint: "h", check: (answer: number[]) => answer[0]!.toFixed(1) === "1.0" }).check([]),
    );
    assert.match(lines[0]!, /^✗ E: not yet: the answer cannot be checked \(.*undefined.*\)\n {2}Hint: h$/);
  });

  it("shows question, hint and solution when asked", () => {
    const lines = printed(() => {
      const made = exercise({ name: "E", question: "How many?", hint: "few", check: () => true });
      made.hint();
      made.solution();
      task().solution();
    });
    assert.deepEqual(lines, ["E. How many?", "E, hint: few", "E has no written solution", "Exercise 1, solution: -2"]);
  });

  it("refuses to be made without name, hint or checker", () => {
    assert.throws(() => exercise({ name: "", hint: "h", check: () => true }), /exercise, name: expected some words/);
    assert.throws(
      () => exercise({ name: "E", hint: "", check: () => true }),
      /exercise "E", hint: expected some words/,
    );
    assert.throws(
      () => exercise({ name: "E", hint: "h", check: undefined as never }),
      /exercise "E", check: expected a function/,
    );
  });
});
