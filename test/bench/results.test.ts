import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOptions } from "../../bench/harness/options";
import { withResults } from "../../bench/harness/readme";
import { resultTable, tablesOf, type Results } from "../../bench/harness/results";
import { takeRounds } from "../../bench/harness/rounds";
import { summarize } from "../../bench/harness/statistics";

const results: Results = {
  suite: "cake", date: "2026-01-02", machine: "a machine", versions: { NumPy: "2.4" }, busy: false,
  measurements: [
    { name: "bake", title: "baking", unit: "ms", ratios: { numpy: 0.5 } },
    { name: "eat", title: "eating", unit: "s", limit: 2 },
    { name: "look", title: "looking", unit: "s" },
    { name: "sing", title: "singing", unit: "s", limit: 2 },
  ],
  samples: { bake: { slope: [1, 2, 3], numpy: [4, 4, 4] }, eat: { slope: [3] }, look: { slope: [1] } },
};

const cells = (row: string) => row.split("|").slice(1, -1).map((cell) => cell.trim());

describe("summarize", () => {
  it("has the quartiles of NumPy", () => {
    assert.deepEqual(summarize([10, 1, 4, 2]), { median: 3, lowerQuartile: 1.75, upperQuartile: 5.5, rounds: 4 });
  });
});

describe("the table of results", () => {
  const [head, , bake, eat, look, sing] = resultTable(results).split("\n").map(cells);

  it("has a column for each contestant and for each ratio", () => {
    assert.deepEqual(head, ["measured", "slope", "numpy", "slope / numpy", "goal", "reached"]);
  });

  it("shows medians with their quartiles, and the quotient of the medians", () => {
    assert.deepEqual(bake, ["baking (ms)", "2 (1.5–2.5)", "4 (4–4)", "0.5", "≤ 0.5 × numpy", "yes"]);
  });

  it("says when a goal is missed, when there is none, and when nothing was measured", () => {
    assert.deepEqual(eat!.slice(-2), ["≤ 2 s", "no"]);
    assert.deepEqual(look!.slice(-2), ["–", "–"]);
    assert.deepEqual(sing!.slice(-2), ["≤ 2 s", "not measured"]);
  });

  it("writes the goal of a fraction as one", () => {
    const measurements = [{ name: "bake", title: "baking", unit: "ms", ratios: { numpy: 1 / 500 } }];
    assert.equal(cells(resultTable({ ...results, measurements }).split("\n")[2]!).at(-2), "≤ 1/500 × numpy");
  });

  it("comes with date, machine, versions and rounds", () => {
    assert.match(tablesOf(results), /^2026-01-02; a machine; NumPy 2\.4; 3 rounds, medians and quartiles \(\[all rounds\]\(results\/cake\.json\)\)\./);
    assert.match(tablesOf({ ...results, busy: true }), /taken on a busy machine/);
  });
});

describe("the README's tables", () => {
  const text = "before\n<!-- results: cake -->\nold\n<!-- end of results -->\nbetween\n<!-- results: pie -->\nkept\n<!-- end of results -->\nafter\n";

  it("are replaced where there are results, and nothing else is", () => {
    const written = withResults(text, (suite) => (suite === "cake" ? results : undefined));
    assert.equal(written, text.replace("old\n", `\n${tablesOf(results)}\n\n`));
    assert.equal(withResults(written, (suite) => (suite === "cake" ? results : undefined)), written);
  });
});

describe("rounds", () => {
  it("begin each with another contestant", async () => {
    const turns: string[] = [];
    const contestants = ["a", "b", "c"].map((name) => ({
      name, settlingMilliseconds: 0,
      round: async (index: number) => (turns.push(`${index}${name}`), { work: index }),
    }));
    const samples = await takeRounds(contestants, { rounds: 3, busy: true, report: () => {} });
    assert.deepEqual(turns, ["0a", "0b", "0c", "1b", "1c", "1a", "2c", "2a", "2b"]);
    assert.deepEqual(samples, { work: { a: [0, 1, 2], b: [0, 1, 2], c: [0, 1, 2] } });
  });
});

describe("the command's words", () => {
  const known = ["kernel", "data"];

  it("choose suites, rounds, and whether a busy machine will do", () => {
    assert.deepEqual(readOptions([], known), { suites: known, rounds: 5, busy: false, table: false });
    assert.deepEqual(readOptions(["data", "--rounds", "3", "--busy"], known), { suites: ["data"], rounds: 3, busy: true, table: false });
  });

  it("are refused when there is no such suite or the rounds are no positive integer", () => {
    assert.throws(() => readOptions(["dta"], known), { message: "bench: expected one of kernel, data, --rounds N, --busy, --table, received dta" });
    for (const rounds of ["0", "two", "1.5"]) assert.throws(() => readOptions(["--rounds", rounds], known), /--rounds: expected a positive integer/);
  });
});
