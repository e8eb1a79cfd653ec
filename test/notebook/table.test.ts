import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderValue, type Display } from "../../src/display";
import { markdown, table } from "../../src/notebook";

const dataOf = (value: unknown) => (renderValue(value) as Display).data as Record<string, string>;
const textOf = (value: unknown) => dataOf(value)["text/plain"];

describe("table", () => {
  it("takes its columns from all records, in the order they appear", () => {
    const records = [
      { method: "exact", loss: 0.1 },
      { method: "descent", loss: 0.125, steps: 40 },
    ];
    assert.equal(
      textOf(table(records, { caption: "Losses" })),
      ["Losses", "method    loss  steps", "exact    0.100", "descent  0.125     40"].join("\n"),
    );
  });

  it("aligns Chinese words by their width on the screen", () => {
    assert.equal(
      textOf(
        table([
          { a: "梯度", b: 1 },
          { a: "x", b: 2 },
        ]),
      ),
      ["a     b", "梯度  1", "x     2"].join("\n"),
    );
  });

  it("refuses to be empty", () => {
    assert.throws(() => table([]), /rows: expected at least one record with a key/);
    assert.throws(() => table({ loss: 1 } as never), /rows: expected a list of records, received Object/);
  });

  it("refuses a misspelt option", () => {
    assert.throws(() => table([{ loss: 1 }], { captoin: "Losses" } as never), {
      message: 'options of table: expected some of caption, received "captoin". Did you mean "caption"?',
    });
  });
});

describe("markdown", () => {
  it("is its own plain text", () => {
    assert.deepEqual(dataOf(markdown("$x^2$")), { "text/markdown": "$x^2$", "text/plain": "$x^2$" });
  });
});
