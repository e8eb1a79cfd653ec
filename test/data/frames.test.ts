import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { DataFrame, Series } from "danfojs-node";
import fc from "fast-check";
import { Matrix, toMatrix } from "../../src/arrays";
import {
  concatFrames, dropDuplicates, dropRows, filterRows, fromColumns, groupBy, loadCars, readCsv, selectColumns, sortValues, takeRows, toTypedArrays,
  type Reduction,
} from "../../src/data";
import { renderValue, type Display } from "../../src/display";
import { fileOf, fixture } from "./files";

type Cell = number | string | boolean | null;
interface Table {
  columns: string[];
  rows: Cell[][];
  index: (number | string)[];
}

/** What pandas computed (fixtures/make_frames.py); null is a missing value. */
const { cases } = JSON.parse(readFileSync(fixture("frames.json"), "utf8"));
const DTYPES: Record<string, string> = { x: "float32", n: "int32", text: "string", flag: "boolean", y: "float32", z: "int32" };

function frameOf({ columns, rows, index }: Table): DataFrame {
  const dtypes = columns.map((name) => DTYPES[name]!);
  return new DataFrame(rows.map((row) => row.map((cell, j) => (cell === null && dtypes[j] !== "string" ? NaN : cell))), {
    columns, dtypes, index,
  });
}

/** A frame as pandas' tables stand in the fixture, after checking that its rows and its columns are the same table. */
function tableOf(frame: DataFrame): Table {
  const rows = (frame.values as Cell[][]).map((row) => row.map((cell) => (Number.isNaN(cell) || cell === undefined ? null : cell)));
  frame.columns.forEach((name, j) => {
    if (rows.length > 0) assert.deepEqual(frame.column(name).values, (frame.values as Cell[][]).map((row) => row[j]));
  });
  return { columns: frame.columns, rows, index: frame.index };
}

/** Asserts that a frame is a table, its numbers to 12 digits. */
function agrees(frame: DataFrame, expected: Table): void {
  const actual = tableOf(frame);
  assert.deepEqual([actual.columns, actual.index], [expected.columns, expected.index]);
  const near = (a: Cell, b: Cell) => (typeof a === "number" && typeof b === "number"
    ? Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)) : a === b);
  const other = actual.rows.findIndex((row, i) => !row.every((cell, j) => near(cell, expected.rows[i]![j]!)));
  assert.ok(actual.rows.length === expected.rows.length && other < 0, `row ${other}: ${actual.rows[other]} != ${expected.rows[other]}`);
}

for (const { frame: table, ...expected } of cases) {
  describe(`with ${table.rows.length} rows, as pandas does,`, () => {
    const frame = frameOf(table);
    const unchanged = () => assert.deepEqual(tableOf(frame), table);

    it("sortValues sorts numbers, texts and truth values both ways, missing ones last, ties in their order", () => {
      for (const { by, ascending, result } of expected.sorts) agrees(sortValues(frame, by, { ascending }), result);
      agrees(sortValues(sortValues(frame, "n"), "text"), expected.sortedTwice);
      assert.deepEqual(sortValues(frame, "n").dtypes, frame.dtypes);
      unchanged();
    });

    it("groupBy reduces by keys of every kind", () => {
      for (const { keys, reduction, result } of expected.groups as { keys: string[]; reduction: Reduction; result: Table }[]) {
        agrees(groupBy(frame, keys)[reduction](), result);
      }
      unchanged();
    });

    it("dropDuplicates keeps the first, the last or none", () => {
      for (const { subset, keep, result } of expected.duplicates) agrees(dropDuplicates(frame, { subset, keep }), result);
      unchanged();
    });

    it("takeRows, dropRows and filterRows let labels go with their rows", () => {
      agrees(takeRows(frame, expected.positions), expected.taken);
      agrees(dropRows(frameOf(expected.shuffled), expected.positions), expected.dropped);
      agrees(filterRows(frame, (row: { x: number; text: string }) => row.x > 0 && row.text !== "b"), expected.filtered);
      const mask = (table.rows as Cell[][]).map((row) => ((row[0] as number | null) ?? -1) > 0 && row[2] !== "b");
      agrees(filterRows(frame, mask), expected.filtered);
      agrees(filterRows(frame, new Series(mask)), expected.filtered);
      unchanged();
    });

    it("concatFrames puts frames below each other, NaN where one lacks a column, and leaves them as they are", () => {
      const together = concatFrames([frame, frameOf(expected.other), frame]);
      agrees(together, expected.together);
      assert.deepEqual(together.dtypes, ["float32", "float32", "string", "boolean", "float32", "float32"]);
      unchanged();
    });
  });
}

describe("a frame", () => {
  const frame = fromColumns({ x: Float64Array.of(3, NaN, 1), name: ["c", "a", "b"] });

  it("is made of typed arrays and lists, and gives typed arrays back", () => {
    assert.deepEqual(frame.values, [[3, "c"], [NaN, "a"], [1, "b"]]);
    assert.deepEqual([frame.shape, frame.dtypes, frame.index], [[3, 2], ["float32", "string"], [0, 1, 2]]);
    const [x] = toTypedArrays(frame, ["x"]);
    assert.deepEqual(x, Float64Array.of(3, NaN, 1));
    const flags = new DataFrame([[true, 1], [false, 2]], { columns: ["flag", "n"] });
    assert.deepEqual(toTypedArrays(flags, ["n", "flag"]), [Float64Array.of(1, 2), Float64Array.of(1, 0)]);
    const ordered = fromColumns(new Map<string, ArrayLike<number> | string[]>([["2", [1]], ["1", new Int8Array([7])]]));
    assert.deepEqual([ordered.columns, ordered.values], [["2", "1"], [[1, 7]]]);
  });

  it("may have as many rows as columns, which danfo mistakes when they are typed arrays", () => {
    assert.deepEqual(fromColumns({ a: Float64Array.of(1, 2), b: Float64Array.of(3, 4) }).values, [[1, 3], [2, 4]]);
  });

  it("works with danfo before and after its rows are asked for", () => {
    const make = () => sortValues(frame, "x");
    assert.deepEqual(make().shape, [3, 2]);
    assert.deepEqual(make().head(2).values, [[1, "b"], [3, "c"]]);
    assert.deepEqual(make().column("name").values, ["b", "c", "a"]);
    assert.deepEqual(make().dropNa({ axis: 1 }).values, [[1, "b"], [3, "c"]]);
    assert.deepEqual(make().loc({ rows: [2, 0], columns: ["name", "x"] }).values, [["b", 1], ["c", 3]]);
    assert.deepEqual(make().iloc({ rows: [2] }).index, [1]);
    assert.match(make().toString(), /b.*\n.*\n.*c/);
    const changed = make();
    changed.addColumn("double", changed.column("x").mul(2) as Series, { inplace: true });
    assert.deepEqual([changed.shape, changed.values[0]], [[3, 3], [1, "b", 2]]);
    changed.rename({ name: "letter" }, { inplace: true });
    changed.drop({ columns: ["x"], inplace: true });
    assert.deepEqual([changed.columns, changed.values[1]], [["letter", "double"], ["c", 6]]);
    assert.deepEqual(toTypedArrays(changed, ["double"]), [Float64Array.of(2, 6, NaN)]);
    assert.deepEqual(frame.values[0], [3, "c"]);
  });

  it("becomes a matrix and a picture without its rows, which nobody asked for", () => {
    const frame = fromColumns({ x: [3, 1], y: [1.5, 2], name: ["a", "b"] });
    const areRowsMade = () => "value" in Object.getOwnPropertyDescriptor(frame, "$data")!;
    assert.deepEqual(toMatrix(selectColumns(frame, ["x", "y"])), Matrix.fromRows([[3, 1.5], [1, 2]]));
    assert.match((renderValue(frame) as Display).data["text/plain"] as string, /1\.5.*a/);
    assert.equal(areRowsMade(), false);
    assert.throws(() => toMatrix(frame), /features, row 0, column name: expected a number, received "a"/);
    assert.equal(areRowsMade(), true);
  });

  it("stays as it is when what was made of it changes", () => {
    const sorted = sortValues(frame, "x");
    (sorted as unknown as { x: Series }).x = new Series([7, 8, 9]);
    assert.deepEqual(sorted.values.map((row) => (row as Cell[])[0]), [7, 8, 9]);
    assert.deepEqual(toTypedArrays(sorted, ["x"]), [Float64Array.of(7, 8, 9)]);
    assert.deepEqual(toTypedArrays(frame, ["x"]), [Float64Array.of(3, NaN, 1)]);
  });

  it("that danfo keeps in little memory works too", () => {
    const low = new DataFrame([[2, "a"], [1, "b"]], { columns: ["x", "name"], config: { lowMemoryMode: true } });
    assert.deepEqual(sortValues(low, "x").values, [[1, "b"], [2, "a"]]);
    assert.deepEqual(toTypedArrays(low, ["x"]), [Float64Array.of(2, 1)]);
  });

  it("gives columns in the order asked for", () => {
    const chosen = selectColumns(sortValues(frame, "x"), ["name"]);
    assert.deepEqual(tableOf(chosen), { columns: ["name"], rows: [["b"], ["c"], ["a"]], index: [2, 0, 1] });
    assert.deepEqual(selectColumns(frame, ["name", "x"]).dtypes, ["string", "float32"]);
    assert.throws(() => selectColumns(frame, ["x", "x"]), /columns: expected at least one name, none of them twice, received "x, x"/);
    assert.throws(() => selectColumns(frame, ["X"]), /columns: expected some of x, name, received "X". Did you mean "x"\?/);
  });

  it("without rows goes through all operations and keeps its columns", () => {
    const none = filterRows(frame, () => false);
    const kept = { columns: ["x", "name"], rows: [], index: [] };
    const made = [none, sortValues(none, "x"), takeRows(none, []), dropRows(none, []), dropDuplicates(none), concatFrames([none, none])];
    for (const one of made) {
      assert.deepEqual(tableOf(one), kept);
      assert.deepEqual([one.shape, one.dtypes], [[0, 2], ["float32", "string"]]);
    }
    assert.deepEqual(tableOf(groupBy(none, "name").mean()), { columns: ["name", "x"], rows: [], index: [] });
    assert.deepEqual(toTypedArrays(none, ["x"]), [new Float64Array(0)]);
    assert.deepEqual(concatFrames([none, frame]).values, frame.values);
  });
});

describe("sortValues", () => {
  it("sorts whatever numbers as a comparison does, both ways and by ranks of ties", () => {
    const value = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(-0, 0, Infinity, -Infinity, Number.MIN_VALUE));
    fc.assert(fc.property(fc.array(value, { minLength: 1 }), fc.boolean(), (values, ascending) => {
      const order = values.map((_, i) => i).sort((a, b) => {
        const [x, y] = [values[a]!, values[b]!];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return (ascending ? 1 : -1) * (x < y ? -1 : x > y ? 1 : 0);
      });
      assert.deepEqual(sortValues(fromColumns({ v: values }), "v", { ascending }).index, order);
    }));
  });

  it("sorts numbers that differ in their last digits only, few and many", () => {
    for (const alike of [2, 50, 5000]) {
      const x = Float64Array.from({ length: 5000 }, (_, i) => 1 + Math.floor(i / alike) + (((i * 7919) % alike) % 1000) * 2 ** -40);
      for (const ascending of [true, false]) {
        const expected = Array.from(x.keys()).sort((i, j) => (ascending ? x[i]! - x[j]! : x[j]! - x[i]!) || i - j);
        assert.deepEqual(sortValues(fromColumns({ x }), "x", { ascending }).index, expected);
      }
    }
  });

  it("sorts a read file of many rows by text and number", async () => {
    const rows = 50_000;
    const lines = Array.from({ length: rows }, (_, i) => `${(i * 7919) % rows},k${i % 11}`);
    const sorted = sortValues(await readCsv(fileOf(`n,key\n${lines.join("\n")}\n`)), ["key", "n"], { ascending: [false, true] });
    const [n] = toTypedArrays(sorted, ["n"]);
    const keys = sorted.column("key").values as string[];
    for (let i = 1; i < rows; i++) assert.ok(keys[i - 1]! > keys[i]! || (keys[i - 1] === keys[i] && n[i - 1]! < n[i]!));
    assert.equal(new Set(n).size, rows);
  });
});

describe("groupBy", () => {
  it("keeps keys apart that danfo takes for one", () => {
    const frame = fromColumns({ a: ["x-y", "x"], b: ["z", "y-z"], v: [1, 2] });
    assert.deepEqual(groupBy(frame, ["a", "b"]).sum().values, [["x", "y-z", 2], ["x-y", "z", 1]]);
  });

  it("keeps the order of columns, also of names that are numbers", () => {
    const frame = fromColumns(new Map<string, number[] | string[]>([["b", [1]], ["2020", ["x"]], ["2019", [3]]]));
    assert.deepEqual(groupBy(frame, "b").count().columns, ["b", "2020", "2019"]);
  });

  it("aggregates under names of its own", () => {
    const cars = groupBy(loadCars().frame, "origin").aggregate({
      cars: ["name", "count"], lightest: ["weight", "min"], "mean mpg": ["miles per gallon", "mean"],
    });
    assert.deepEqual(cars.columns, ["origin", "cars", "lightest", "mean mpg"]);
    assert.deepEqual(cars.dtypes, ["string", "int32", "int32", "float32"]);
    assert.deepEqual(cars.column("origin").values, ["Europe", "Japan", "USA"]);
    assert.deepEqual(cars.column("cars").values, [68, 79, 245]);
  });

  it("adds without losing what rounding would lose", () => {
    const [sum] = toTypedArrays(groupBy(fromColumns({ k: [1, 1, 1, 1], v: [1, 1e100, 1, -1e100] }), "k").sum(), ["v"]);
    assert.equal(sum[0], 2);
  });

  it("refuses text where numbers must be, reductions that do not exist, and names of keys", () => {
    const grouped = groupBy(fromColumns({ k: [1], name: ["a"] }), "k");
    assert.throws(() => grouped.aggregate({ a: ["name", "mean"] }), {
      message: 'mean of column "name": expected numbers, received "text". Of text there is "count"',
    });
    assert.throws(() => grouped.aggregate({ a: ["name", "middle" as Reduction] }), /^InputError: aggregate, a: expected one of "count", /);
    assert.throws(() => grouped.aggregate({ k: ["name", "count"] }), /aggregate: expected names that are not those of keys, received "k"/);
    assert.throws(() => groupBy(fromColumns({ k: [1] }), []), /keys: expected at least one column/);
  });
});

describe("the operations refuse", () => {
  const frame = fromColumns({ horsepower: [1, 2], name: ["a", "b"] });

  it("a column that is not there, with the right names and the nearest one", () => {
    const message = 'columns: expected some of horsepower, name, received "horse power". Did you mean "horsepower"?';
    for (const attempt of [
      () => sortValues(frame, "horse power"), () => groupBy(frame, "horse power"), () => toTypedArrays(frame, ["horse power"]),
      () => dropDuplicates(frame, { subset: "horse power" }),
    ]) assert.throws(attempt, { name: "InputError", message });
    assert.throws(() => filterRows(frame, (row) => row.power! > 1), {
      message: 'test: expected one of the columns horsepower, name, received "power"',
    });
  });

  it("numbers and texts in one column, by row", () => {
    const mixed = new DataFrame([[1], ["a"]], { columns: ["m"] });
    assert.throws(() => sortValues(mixed, "m"), {
      message: 'column "m", row 1: expected a number, as above it, received "a". A column holds values of one kind, or nothing',
    });
  });

  it("text where typed arrays are asked for", () => {
    assert.throws(() => toTypedArrays(frame, ["name"]), { message: 'column "name": expected numbers, received "text". Choose the numeric columns' });
  });

  it("positions outside the frame or taken twice, labels that are not there, masks that do not fit", () => {
    assert.throws(() => takeRows(frame, [2]), /positions\[0\]: expected an integer from 0 to 1, received 2/);
    assert.throws(() => takeRows(frame, [1, 1]), /positions\[1\]: expected no position twice, because danfo allows no label twice, received 1/);
    assert.throws(() => dropRows(frame, [0, 7]), /labels: expected labels of rows, received 7/);
    assert.throws(() => filterRows(frame, [true]), /mask: expected 2 truth values, one a row, received 1/);
    assert.throws(() => filterRows(frame, [true, 1 as unknown as boolean]), /mask, row 1: expected true or false, received 1/);
  });

  it("columns that make no frame", () => {
    assert.throws(() => fromColumns({}), /columns: expected at least one column, received none/);
    assert.throws(() => fromColumns({ a: [1], b: [1, 2] }), /column "b": expected 1 values, as in "a", received 2/);
    assert.throws(() => fromColumns({ shape: [1] }), /columns: expected column names that a DataFrame does not need for itself, received "shape"/);
    assert.throws(() => concatFrames([]), /frames: expected at least one frame/);
    assert.throws(() => concatFrames([frame, null as never]), /^InputError: frames\[1\]: expected a DataFrame, received null/);
    assert.throws(() => fromColumns([[1, 2]] as never), { message: "columns: expected an object of columns such as { x: [1, 2] }, received Array of length 1" });
    assert.throws(() => fromColumns({ a: null } as never), { message: 'column "a": expected a list of numbers or of texts, received null' });
    assert.throws(() => dropDuplicates(frame, { subset: [] }), /^InputError: subset: expected at least one column/);
    assert.throws(() => fromColumns({ a: "text" } as never), { message: 'column "a": expected a list of numbers or of texts, received "text"' });
  });

  it("columns of several kinds, in which null and undefined count as missing numbers", () => {
    assert.throws(() => fromColumns({ a: [1, "2"] } as never), { message: 'column "a", row 1: expected a number, received "2"' });
    assert.throws(() => fromColumns({ a: [true, false] } as never), { message: 'column "a", row 0: expected a number, received true' });
    assert.throws(() => fromColumns({ a: ["x", 2] } as never), { message: 'column "a", row 1: expected a text, as in row 0, received 2' });
    assert.throws(() => fromColumns({ a: BigInt64Array.of(1n) } as never), { message: 'column "a", row 0: expected a number, received 1' });
    assert.deepEqual(fromColumns({ a: [1, null, undefined] } as never).column("a").values, [1, NaN, NaN]);
  });

  it("what is no DataFrame, and names, positions and masks that are no list", () => {
    const rows = [{ a: 1 }] as never;
    for (const attempt of [
      () => dropDuplicates(rows), () => dropRows(rows, 0), () => filterRows(rows, () => true), () => groupBy(rows, "a"),
      () => selectColumns(rows, ["a"]), () => sortValues(rows, "a"), () => takeRows(rows, [0]), () => toTypedArrays(rows, ["a"]),
    ]) {
      assert.throws(attempt, {
        message: "frame: expected a DataFrame, received Array of length 1. fromColumns makes one of arrays, readCsv of a file",
      });
    }
    assert.throws(() => takeRows(frame, 1 as never), { message: "positions: expected a list of rows' positions, received 1" });
    assert.throws(() => selectColumns(frame, "name" as never), { message: 'columns: expected a list of names such as ["weight"], received "name"' });
    assert.throws(() => toTypedArrays(frame, "name" as never), { message: 'columns: expected a list of names such as ["weight"], received "name"' });
    assert.throws(() => groupBy(frame, 1 as never), { message: "keys: expected a column's name or a list of names, received 1" });
    assert.throws(() => sortValues(frame, [1] as never), { message: "columns: expected some of horsepower, name, received 1" });
    assert.throws(() => sortValues(frame, "name", { ascending: "no" as never }), { message: 'ascending: expected true, false or a list of them, received "no"' });
    assert.throws(() => groupBy(frame, "name").aggregate(undefined as never), {
      message: 'aggregate: expected an object such as { lightest: ["weight", "min"] }, received undefined',
    });
    assert.throws(() => groupBy(frame, "name").aggregate({ a: "mean" as never }), {
      message: 'aggregate, a: expected a pair such as ["weight", "mean"], received "mean"',
    });
    assert.throws(() => filterRows(frame, "horsepower > 1" as never), /^InputError: test: expected a function of a row or a list of truth values/);
  });
});
