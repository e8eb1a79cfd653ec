import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exercise } from "../../src/notebook";
import { answerMarkdown, writeAnswer } from "../../src/notebook/modelAnswer";
import { printed } from "./printed";

const task = () =>
  exercise({
    name: "Exercise 1",
    hint: "mind the sign",
    answer: -2,
    solution: "the inner derivative",
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
      exercise({ name: "E", hint: "h", answer: [1], check: (answer: number[]) => answer[0]!.toFixed(1) === "1.0" }).check([]),
    );
    assert.match(lines[0]!, /^✗ E: not yet: the answer cannot be checked \(.*undefined.*\)\n {2}Hint: h$/);
  });

  it("shows question, hint and model answer when asked", () => {
    const lines = printed(() => {
      const made = exercise({ name: "E", question: "How many?", hint: "few", answer: [1, 2], check: () => true });
      made.hint();
      made.solution();
      task().solution();
    });
    assert.deepEqual(lines, [
      "E. How many?",
      "E, hint: few",
      "E, solution: [ 1, 2 ]",
      "Exercise 1, solution: -2\n\nthe inner derivative",
    ]);
  });

  it("refuses a misspelt option", () => {
    const options = { name: "E", hint: "h", answer: 1, check: () => true, solutions: "so" };
    assert.throws(() => exercise(options), {
      message: 'options of exercise: expected some of name, question, hint, answer, solution, check, received "solutions". '
        + 'Did you mean "solution"?',
    });
  });

  it("refuses a model answer that its own checker does not accept, before it asks", () => {
    const refused = (answer: number, check: (answer: number) => boolean | string) => () =>
      printed(() => exercise({ name: "E", question: "How many?", hint: "h", answer, check }));
    assert.throws(
      refused(5, (answer) => answer < 5 || `${answer} is too many`),
      { message: 'exercise "E", answer: expected one that its own checker accepts, received 5. 5 is too many' },
    );
    assert.throws(refused(5, () => false), /received 5\. The checker says no$/);
    assert.throws(
      refused(5, () => {
        throw new Error("no such row");
      }),
      /received 5\. the answer cannot be checked \(no such row\)$/,
    );
  });

  it("refuses to be made without name, hint, answer or checker", () => {
    const whole = { name: "E", hint: "h", answer: 1, check: () => true };
    const cases: [object, RegExp][] = [
      [{ name: "" }, /^exercise, name: expected some words/],
      [{ hint: "" }, /^exercise "E", hint: expected some words/],
      [{ answer: undefined }, /^exercise "E", answer: expected the model answer, received undefined/],
      [{ check: undefined }, /^exercise "E", check: expected a function/],
    ];
    for (const [change, message] of cases)
      assert.throws(() => exercise({ ...whole, ...change }), (error: Error) => message.test(error.message));
  });
});

describe("a model answer", () => {
  it("is written as one would type it, a function by its source without the cell's indent", () => {
    assert.equal(writeAnswer(0.433), "0.433");
    assert.equal(writeAnswer("bmi"), '"bmi"');
    assert.equal(writeAnswer(Float64Array.of(1, 2)), "[ 1, 2 ]");
    const lines = writeAnswer((rows: number) => {
      const half = rows / 2;
      return half;
    }).split("\n");
    assert.deepEqual(lines.slice(1), ["    const half = rows / 2;", "    return half;", "}"]);
  });

  it("names what the cell named, not what compiling made of it", () => {
    const written = (code: string) => writeAnswer(Object.assign(() => {}, { toString: () => code }));
    assert.equal(written("(k) => (0, slope_1.quadratic)(exports.κ * k, slope_1.limit)"), "(k) => quadratic(κ * k, limit)");
    assert.equal(written("(k) => (0, $quadratic.v)($κ.v * k.v, $limit.v.length)"), "(k) => quadratic(κ * k.v, limit.length)");
  });

  it("stands in a line, a function in a block", () => {
    assert.equal(answerMarkdown(-2), "`-2`");
    assert.match(answerMarkdown((k: number) => k + 1), /^```ts\n.*k \+ 1;?\n```$/s);
  });
});
