import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readNumber } from "../../src/data/csv/number";
import { CsvParser, type CsvFormat } from "../../src/data/csv/parser";
import { Random } from "../../src/random";

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

/** All that is known of a file's columns after reading it in pieces, or the error. */
function outcome(content: Buffer, cuts: readonly number[], format: CsvFormat, fast: boolean, texts: readonly string[] = []) {
  try {
    const parser = new CsvParser("file", format, texts, fast ? 0 : Infinity);
    const places = [0, ...cuts.map((cut) => Math.min(cut, content.length)).sort((a, b) => a - b), content.length];
    for (let i = 1; i < places.length; i++) parser.push(content.subarray(places[i - 1], places[i]));
    return parser.end().map(({ name, values, rows, numberCount, holeCount, textCount, firstHoleLine, examples, late,
      otherDecimalMark }) => ({ name, values, rows, numberCount, holeCount, textCount, firstHoleLine, examples, late,
      otherDecimalMark }));
  } catch (error) {
    assert.equal((error as Error).name, "InputError", (error as Error).stack);
    return (error as Error).message;
  }
}

describe("FastRows", () => {
  const number = fc.oneof(
    fc.integer({ min: -99, max: 99999 }).map(String),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String),
    fc.tuple(fc.double({ min: -1000, max: 1000, noNaN: true }), fc.nat(20)).map(([value, digits]) => value.toFixed(digits)),
    fc.stringMatching(/^[+-]?\d{0,22}[.,]?\d{0,24}$/),
    fc.constantFrom("1e5", "-2.5E-7", "+3", " 4 ", "-", ".", "-.5", "5.", "-0", "inf", "0x1", "1e400", "00012"),
  );
  const hole = fc.constantFrom("", "NA", "nan", "?", " ");
  const text = fc.oneof(
    fc.constantFrom("a", "b c", "中文", "𝒳", "x\"y", "1-2", "-a", "1.5m"),
    fc.string({ unit: fc.constantFrom("a", "é", "中", "1", ".", "-", ";", " "), maxLength: 6 }),
  );
  const quoted = fc.string({ unit: fc.constantFrom("a", "7", ",", '""', "\n", "\r\n", "\r", "中"), maxLength: 5 })
    .map((inside) => `"${inside}"`);
  const hostile = fc.constantFrom('"', '"a"b', '""', '"1"', '"2,5"', "\u0000", "\r");
  const weighted = (numbers: number, texts: number) => fc.oneof(
    { weight: numbers, arbitrary: number }, { weight: texts, arbitrary: text },
    { weight: 2, arbitrary: hole }, { weight: 2, arbitrary: quoted }, { weight: 1, arbitrary: hostile },
  );
  const record = fc.oneof(
    { weight: 12, arbitrary: fc.tuple(number, number, text) },
    { weight: 4, arbitrary: fc.tuple(weighted(30, 1), weighted(30, 1), weighted(1, 30)) },
    { weight: 1, arbitrary: fc.array(number, { maxLength: 5 }) },
  );
  const lineEnd = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("\n", "\r\n") }, { weight: 1, arbitrary: fc.constantFrom("\r", "\n\n", "") },
  );
  const formats: CsvFormat[] = [
    {}, {}, { decimal: "," }, { separator: ";" }, { separator: ";", decimal: "," }, { separator: "." }, { separator: "-" },
    { separator: "1" }, { columns: ["c", "a"] }, { columns: ["b"] }, { numbers: ["b"] }, { missingValues: ["?", "-0"] },
  ];
  const file = fc.tuple(
    fc.constantFrom(...formats), fc.array(fc.tuple(record, lineEnd), { maxLength: 12 }), fc.boolean(),
    fc.array(fc.nat(200), { maxLength: 3 }), fc.constantFrom<string[][]>([], [], ["a"], ["a", "b", "c"]),
  );

  it("reads whatever file as it is read without it: values, counts, examples and errors", () => {
    fc.assert(fc.property(file, ([format, records, ends, cuts, texts]) => {
      const separator = format.separator ?? ",";
      const lines = records.map(([fields, end], i) => fields.join(separator) + (ends || i + 1 < records.length ? end : ""));
      const content = Buffer.from(["a", "b", "c"].join(separator) + "\n" + lines.join(""));
      assert.deepEqual(outcome(content, cuts, format, true, texts), outcome(content, cuts, format, false, texts));
    }), { numRuns: 2000 });
  });

  it("reads files of one column, blank lines in between", () => {
    const line = fc.oneof(number, hole, text, fc.constant("\r"));
    fc.assert(fc.property(fc.array(line), fc.array(fc.nat(60), { maxLength: 2 }), (lines, cuts) => {
      const content = Buffer.from(`a\n${lines.join("\n")}\n`);
      assert.deepEqual(outcome(content, cuts, {}, true), outcome(content, cuts, {}, false));
    }), { numRuns: 500 });
  });

  it("reads the same with a second thread, wherever its part of the file begins", () => {
    const random = new Random(1);
    const others = ['"a\nb",1,2', 'x,"1",2', '"one ""two""",3,4', "late,5,text", 'y,,"6\n"'];
    const lines = Array.from({ length: 60_000 }, (_, i) =>
      (i % 3001 === 3000 ? others[(i / 3001 | 0) % others.length] : `word ${random.integer(5000)},${random.uniform()},${random.integer(99)}`));
    const content = Buffer.from(`a,b,c\n${lines.join("\n")}\n`);
    const expected = outcome(content, [], {}, false);
    const until = performance.now() + 500;
    for (let round = 0; round < 3 || performance.now() < until; round++) {
      assert.deepEqual(outcome(content, [round * 1001, 1_500_000], {}, true), expected);
    }
  });

  it("reads more rows than a chunk holds, and more words than it remembers", () => {
    const rows = 70_000;
    const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 5000 === 4999 ? "" : i / 7},w${i % 9001},long word ${i % 8009}`);
    const content = Buffer.from(`a,b,c,d\n${lines.join("\n")}\n`);
    const cuts = Array.from({ length: 10 }, (_, i) => 99_991 * (i + 1));
    assert.deepEqual(outcome(content, cuts, {}, true), outcome(content, [], {}, false));
  });
});
