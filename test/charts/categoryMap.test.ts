import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { categoryMap, renderSvg, type CategoryMapOptions, type Chart } from "../../src/charts";

interface Cell { row: string; name: string; column: string; value: number | null; label: string; note: string; ink: string }
const cellsOf = (chart: Chart) => (chart as unknown as { data: { values: Cell[] } }).data.values;

describe("categoryMap", () => {
  const options: CategoryMapOptions = {
    rows: ["a", "b"], columns: ["first of all tasks there are", "second"], values: [[0, 1], [10, NaN]],
    xTitle: "task", yTitle: "method", valueTitle: "rank", width: 200,
  };

  it("has a cell for each row and column, with its value written in it, and grey where there is none", () => {
    const cells = cellsOf(categoryMap(options));
    assert.deepEqual(cells.map(({ row, name, value, label }) => [row, name, value, label]), [
      ["a", "first of all tasks there are", 0, "0"], ["a", "second", 1, "1"],
      ["b", "first of all tasks there are", 10, "10"], ["b", "second", null, ""],
    ]);
  });

  it("writes the labels and notes it is given", () => {
    const labelled = { ...options, labels: [["p", "q"], ["r", "s"]], notes: [["1", "2"], ["3", "4"]] };
    assert.deepEqual(cellsOf(categoryMap(labelled)).map(({ label, note }) => label + note), ["p1", "q2", "r3", "s4"]);
    assert.match(renderSvg(categoryMap(labelled)), />s<.*>4</s);
  });

  it("writes in white on the dark and in black on the light half of the colours, and on grey", () => {
    assert.deepEqual(cellsOf(categoryMap(options)).map(({ ink }) => ink), ["white", "white", "black", "black"]);
  });

  it("breaks long names of columns between words so that they stand side by side", () => {
    const svg = renderSvg(categoryMap(options));
    assert.match(svg, />first of all</);
    assert.match(svg, />tasks there are</);
  });

  it("says every cell in its description", () => {
    assert.match(
      categoryMap(options).description!,
      /from 0 to 10\. a: first of all tasks there are 0, second 1; b: first of all tasks there are 10, second none\.$/);
  });

  it("refuses names that are missing or come twice, cells that do not fit, and nothing to colour", () => {
    const refusal = (change: Partial<CategoryMapOptions>, message: string) =>
      assert.throws(() => categoryMap({ ...options, ...change }), { message });
    refusal({ rows: [] }, "rows: expected at least one name, received 0");
    refusal({ rows: ["a", "a"] }, 'rows, name 1: expected a name of its own, received "a"');
    refusal({ values: [[1, 2]] }, "values: expected 2 rows, one for each name, received 1");
    refusal({ values: [[1, 2], [3]] }, "values, row 1: expected 2 entries, one for each column, received 1");
    refusal({ notes: [["1"], ["2"]] }, "notes, row 0: expected 2 entries, one for each column, received 1");
    refusal({ values: [[NaN, NaN], [NaN, NaN]] }, "values: expected a finite number, received NaN");
  });
});
