import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { CsvRows } from "../../src/simd";

const SEPARATOR = ",".charCodeAt(0);
const POINT = ".".charCodeAt(0);

/** The numbers of a file of one column as the kernel reads them; undefined where it leaves them to its caller. */
function numbersIn(texts: readonly string[]): (number | undefined)[] {
  const rows = CsvRows.of(1, 1, SEPARATOR, POINT)!;
  rows.setField(0, "number", 0);
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""));
  const numbers: (number | undefined)[] = [];
  for (let position = 0; position < bytes.length;) {
    position = rows.read(bytes, position);
    numbers.push(...rows.numbersOf(0));
    if (rows.rows > 0) continue;
    numbers.push(undefined);
    position = bytes.indexOf("\n", position) + 1;
  }
  return numbers;
}

function checkNumbers(texts: readonly string[]): number {
  const numbers = numbersIn(texts);
  assert.equal(numbers.length, texts.length);
  texts.forEach((text, i) => {
    if (numbers[i] !== undefined) assert.ok(Object.is(numbers[i], Number(text)), `${text} became ${numbers[i]}`);
  });
  return numbers.filter((number) => number === undefined).length;
}

describe("CsvRows", () => {
  it("rounds every number to the float64 nearest to it, or leaves it", () => {
    const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^\\d{${least},${most}}$`));
    const written = fc.oneof(
      fc.tuple(fc.double({ noNaN: true, min: 1, max: 10, maxExcluded: true }), fc.integer({ min: -40, max: 40 }))
        .map(([value, power]) => String(value * 10 ** power)),
      fc.tuple(digits(0, 9), digits(1, 19)).map(([whole, part]) => `${whole}.${part}`),
      fc.tuple(digits(1, 1), digits(18, 18), fc.integer({ min: -45, max: 45 })).map(([a, b, power]) => `${a}.${b}e${power}`),
      fc.tuple(fc.nat(15), digits(1, 17)).map(([zeros, part]) => `-0.${"0".repeat(zeros)}${part}`),
      digits(1, 19),
    );
    fc.assert(fc.property(fc.array(written, { minLength: 200, maxLength: 200 }), (texts) => {
      assert.ok(checkNumbers(texts) < 40);
    }), { numRuns: 100 });
  });

  it("rounds a number that stands between two float64 to the even one, or leaves it, and rounds those next to it", () => {
    const between = fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n - 2n }).map((integer) => 2n * (integer / 2n) + 1n);
    let left = 0;
    fc.assert(fc.property(between, fc.nat(2), (integer, zeros) => {
      const middle = integer * 10n ** BigInt(zeros);
      assert.equal(checkNumbers([middle - 1n, middle + 1n].map(String)), 0);
      left += checkNumbers([String(middle)]);
    }));
    assert.ok(left > 0);
  });

  it("takes an empty field for NaN and leaves a line of nothing", () => {
    assert.deepEqual(numbersIn(["1", "", "2"]), [1, undefined, 2]);
    const rows = CsvRows.of(2, 2, SEPARATOR, POINT)!;
    [0, 1].forEach((field) => rows.setField(field, "number", field));
    const bytes = Buffer.from(",1\r\n2,\r\n,\n");
    assert.equal(rows.read(bytes, 0), bytes.length);
    assert.deepEqual([0, 1].map((column) => [...rows.numbersOf(column)]), [[NaN, 2, NaN], [1, NaN, NaN]]);
  });

  it("finds texts of whatever length, and the words that it was told", () => {
    const rows = CsvRows.of(3, 1, SEPARATOR, POINT)!;
    rows.setField(1, "text", 0);
    const texts = Array.from({ length: 40 }, (_, length) => "x".repeat(length));
    const bytes = Buffer.from(texts.map((text, i) => (i % 2 ? `a,"${text}",b\n` : `,${text},"b,c"\r\n`)).join(""));
    const found = () => {
      assert.equal(rows.read(bytes, 0), bytes.length);
      const pairs = rows.textsOf(0);
      return texts.map((_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!] as const);
    };
    found().forEach(([address, number], length) => {
      assert.equal(number, -1 - length);
      assert.equal(bytes.toString("utf8", rows.placeOf(address), rows.placeOf(address) + length), texts[length]);
      if (length > rows.longestWord) return;
      assert.equal(rows.addWord(0, [address, length], length), true);
      assert.equal(rows.addWord(0, [address, length], 99), false);
    });
    found().forEach(([, number], length) => assert.equal(number, length <= rows.longestWord ? length : -1 - length));
  });

  it("takes a record whole or not at all", () => {
    const rows = CsvRows.of(2, 2, SEPARATOR, POINT)!;
    rows.setField(0, "number", 0);
    rows.setField(1, "text", 1);
    const others = ['1,"a""b"\n', '1,"a\nb"\n', "1\n", "1,a,b\n", "x,a\n", "1 ,a\n", "+1,a\n", "1e,a\n", "1,a\r1,b\n", '1,"a"b\n', "1,a"];
    for (const other of others) {
      const bytes = Buffer.from(`7,a\n${other}`);
      assert.equal(rows.read(bytes, 0), 4, other);
      assert.equal(rows.rows, 1);
      assert.equal(rows.read(bytes, 4), 4);
      assert.equal(rows.rows, 0);
    }
  });
});
