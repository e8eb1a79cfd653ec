import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { CsvParser } from "../../src/data/csv/parser";
import { readNumber } from "../../src/data/csv/number";
import { nearest } from "../../src/data/nearest";

/** The number in a text, or undefined. */
function numberIn(text: string, decimal = "."): number | undefined {
  const target = new Float64Array(1);
  const bytes = Buffer.from(text);
  return readNumber(bytes, 0, bytes.length, decimal.charCodeAt(0), target, 0) ? target[0] : undefined;
}

describe("readNumber", () => {
  it("gives the float64 that JavaScript reads, for every way to write one", () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(20)).map(([value, digits]) => value.toFixed(digits)),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toExponential()),
      fc.tuple(fc.constantFrom("", "+", "-"), fc.stringMatching(/^\d{0,17}$/), fc.stringMatching(/^\d{1,17}$/))
        .map(([sign, whole, part]) => `${sign}${whole}.${part}`),
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
    );
    fc.assert(fc.property(written, (text) => {
      assert.ok(Object.is(numberIn(text), Number(text)), text);
      assert.ok(Object.is(numberIn(text.replace(".", ","), ","), Number(text)), text);
    }), { numRuns: 3000 });
  });

  it("takes spaces around a number and infinity as pandas spells it", () => {
    assert.equal(numberIn(" \t7. "), 7);
    assert.equal(numberIn("inf"), Infinity);
    assert.equal(numberIn("-Infinity"), -Infinity);
  });

  it("takes nothing else for a number", () => {
    const texts = ["", " ", "-", ".", "+.", "1e", "e5", "1.2.3", "1,5", "0x10", "0b1", "1_000", "--1", "1 2", "12a", "NaN", "１"];
    for (const text of texts) assert.equal(numberIn(text), undefined, text);
    assert.equal(numberIn("1.5", ","), undefined);
  });
});

describe("CsvParser", () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it("reads back every table of texts, wherever the pieces of the file are cut", () => {
    const field = fc.string({ unit: fc.constantFrom("a", "é", "中", ",", '"', "\n", "\r", " ", ";"), maxLength: 5 });
    const table = fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 6 });
    const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(fc.property(table, lineEnd, fc.array(fc.nat(80), { maxLength: 4 }), (rows, end, cuts) => {
      const content = Buffer.from(["p,q", ...rows.map((row) => row.map(quoted).join(","))].join(end));
      const parser = new CsvParser("file", {}, ["p", "q"]);
      const places = [0, ...cuts.map((cut) => Math.min(cut, content.length)).sort((a, b) => a - b), content.length];
      for (let i = 1; i < places.length; i++) parser.push(content.subarray(places[i - 1], places[i]));
      const [p, q] = parser.end().map(({ values }) => values);
      assert.deepEqual(rows.map((_, i) => [p![i], q![i]]), rows);
    }), { numRuns: 1000 });
  });
});

describe("nearest", () => {
  it("finds the word that was meant, and none when nothing is like it", () => {
    const words = ["horsepower", "weight", "year"];
    assert.equal(nearest("Horse_power", words), "horsepower");
    assert.equal(nearest("wieght", words), "weight");
    assert.equal(nearest("colour", words), undefined);
    assert.equal(nearest("x", []), undefined);
  });
});
