import assert from "node:assert/strict";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { toMatrix } from "../../src/arrays";
import { readCsv, readCsvColumns, type CsvOptions, type CsvProgress } from "../../src/data";
import { fileOf, fixture, reference } from "./files";

let warnings: string[];
beforeEach(() => {
  warnings = [];
  mock.method(console, "warn", (message: string) => warnings.push(message));
});
afterEach(() => mock.restoreAll());

/** The columns of a file with this content. */
const columnsOf = async (content: string | Uint8Array, options?: CsvOptions) =>
  Object.fromEntries(await readCsvColumns(fileOf(content), options));

/** The message with which a file is refused, without its path. */
async function refusal(content: string | Uint8Array, options?: CsvOptions): Promise<string> {
  const path = fileOf(content);
  const error = await readCsv(path, options).then(() => assert.fail("was read"), (reason: Error) => reason);
  assert.equal(error.name, "InputError", error.stack);
  return error.message.replaceAll(path, "file");
}

describe("readCsv", () => {
  it("gives a DataFrame with the file's columns, numbers as numbers", async () => {
    const frame = await readCsv(fileOf("age,name,bmi\n59,Ann,32.1\n48,Bob,21.6\n"));
    assert.deepEqual(frame.columns, ["age", "name", "bmi"]);
    assert.deepEqual(frame.values, [[59, "Ann", 32.1], [48, "Bob", 21.6]]);
    assert.deepEqual(frame.dtypes, ["int32", "string", "float32"]);
    assert.deepEqual(frame.column("name").values, ["Ann", "Bob"]);
    assert.deepEqual(warnings, []);
  });

  it("lets holes through as NaN, which a model then refuses by row and column", async () => {
    const frame = await readCsv(fileOf("a,b\n1,2\n3,\n"));
    assert.throws(() => toMatrix(frame), /features, row 1, column b: expected a finite number, received NaN/);
    assert.deepEqual(frame.dropNa({ axis: 1 }).values, [[1, 2]]);
  });

  it("refuses column names with which a DataFrame breaks, and readCsvColumns reads them", async () => {
    const content = "index,b\n1,2\n";
    assert.equal(
      await refusal(content),
      'file, line 1: expected column names that a DataFrame does not need for itself, received "index". '
        + "Rename the column, or read the file with readCsvColumns",
    );
    assert.deepEqual(await columnsOf(content), { index: Float64Array.of(1), b: Float64Array.of(2) });
  });

  it("builds a large frame whose columns, rows and head are right", async () => {
    const rows = 120_000;
    const lines = Array.from({ length: rows }, (_, i) => `${i},${i / 8},${i % 2 ? "odd" : "even"}`);
    const frame = await readCsv(fileOf(`i,eighth,parity\n${lines.join("\n")}`));
    assert.deepEqual(frame.shape, [rows, 3]);
    assert.deepEqual(frame.head(2).values, [[0, 0, "even"], [1, 0.125, "odd"]]);
    assert.equal(frame.column("eighth").values[rows - 1], (rows - 1) / 8);
  });
});

describe("readCsvColumns", () => {
  it("reads what pandas reads: quotes, line breaks in quotes, a byte-order mark, blank lines, long numbers", async () => {
    const columns = Object.fromEntries(await readCsvColumns(fixture("tricky.csv")));
    const plain = Object.fromEntries(Object.entries(columns).map(([name, values]) => [
      name,
      Array.from<number | string, number | string | null>(values, (value) => (Number.isNaN(value) ? null : value)),
    ]));
    assert.deepEqual(plain, reference.tricky);
  });

  it("keeps the order of the file, also for names that are numbers", async () => {
    const columns = await readCsvColumns(fileOf("b,2020,2019,a\n1,2,3,4"));
    assert.deepEqual([...columns.keys()], ["b", "2020", "2019", "a"]);
  });

  it("keeps the columns asked for, in the order asked for", async () => {
    const columns = await readCsvColumns(fileOf("a,b,c\n1,2,x\n3,4,y\n"), { columns: ["c", "a"] });
    assert.deepEqual([...columns], [["c", ["x", "y"]], ["a", Float64Array.of(1, 3)]]);
  });

  it("reads LF, CR LF and CR line ends, with or without one at the end", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      for (const last of ["", end]) {
        assert.deepEqual(await columnsOf(["a,b", "1,x", "2,y"].join(end) + last), { a: Float64Array.of(1, 2), b: ["x", "y"] });
      }
    }
  });

  it("reads other separators and the decimal comma", async () => {
    const expected = { a: Float64Array.of(1.5, -2.25), b: ["x", "y"] };
    assert.deepEqual(await columnsOf("a;b\n1,5;x\n-2,25;y", { separator: ";", decimal: "," }), expected);
    assert.deepEqual(await columnsOf("a\tb\n1.5\tx\n-2.25\ty", { separator: "\t" }), expected);
    assert.deepEqual(await columnsOf('a,b\n"1,5",x\n"-2,25",y', { decimal: "," }), expected);
  });

  it("reads GBK, Windows-1252 and both kinds of UTF-16", async () => {
    const gbk = Buffer.concat([Buffer.from([0xc4, 0xea, 0xc1, 0xe4]), Buffer.from(",n\n59,1\n")]);
    assert.deepEqual(await columnsOf(gbk, { encoding: "gb18030" }), { 年龄: Float64Array.of(59), n: Float64Array.of(1) });
    const western = Buffer.from("größe\n1\n", "latin1");
    assert.deepEqual(await columnsOf(western, { encoding: "windows-1252" }), { größe: Float64Array.of(1) });
    const utf16 = Buffer.from("\ufeff年龄,b\n59,ü\n", "utf16le");
    for (const bytes of [utf16, Buffer.from(utf16).swap16()]) {
      assert.deepEqual(await columnsOf(bytes), { 年龄: Float64Array.of(59), b: ["ü"] });
    }
  });

  it("finds a column to be text however far down the text comes, with its first fields as written", async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `0${i},${i},`);
    const columns = await columnsOf(`code,n,late\n${lines.join("\n")}\nA1,2,end\n`);
    assert.deepEqual((columns.code as string[]).slice(0, 2), ["00", "01"]);
    assert.equal(columns.code!.at(-1), "A1");
    assert.ok(columns.n instanceof Float64Array);
    assert.deepEqual([columns.late!.length, columns.late![0], columns.late!.at(-1)], [5001, "", "end"]);
  });

  it("leaves the spellings of a hole in text as they are", async () => {
    assert.deepEqual(await columnsOf("country\nNA\nDE\n"), { country: ["NA", "DE"] });
    assert.deepEqual(warnings, []);
  });

  it("counts the holes of all numeric columns in one warning", async () => {
    const path = fileOf("a,b,c\n1,NA,x\n,2,\n3,NaN,z\n");
    const columns = await readCsvColumns(path);
    assert.deepEqual(columns.get("b"), Float64Array.of(NaN, 2, NaN));
    assert.deepEqual(warnings, [
      `${path}: missing values, read as NaN: 1 in "a" (first in line 3), 2 in "b" (first in line 2). `
        + "frame.dropNa({ axis: 1 }) drops such rows.",
    ]);
  });

  it("warns of a column that is text for a few fields only, and takes their spelling for holes when told", async () => {
    const content = "hp\n?\n130\n165\n?\n150\n";
    const path = fileOf(content);
    assert.deepEqual((await readCsvColumns(path)).get("hp"), ["?", "130", "165", "?", "150"]);
    assert.deepEqual(warnings, [
      `${path}: column "hp" is read as text because of 2 lines: line 2 "?", line 5 "?". `
        + 'If such text stands for a missing value, give missingValues: ["?"].',
    ]);
    assert.deepEqual(await columnsOf(content, { missingValues: ["?"] }), { hp: Float64Array.of(NaN, 130, 165, NaN, 150) });
  });

  it("suspects the other decimal mark", async () => {
    await columnsOf("x;y\n1,5;1\n2,5;2\n", { separator: ";" });
    assert.match(warnings[0]!, /column "x" is read as text because of 2 lines: .*If that is a decimal mark, give decimal: ","/);
  });
});

describe("readCsv refuses", () => {
  it("a file that is missing, and a folder", async () => {
    await assert.rejects(readCsv("no/such.csv"), {
      name: "InputError",
      message: `no/such.csv: expected a file, received nothing at ${resolve("no/such.csv")}. `
        + "A relative path starts at the working directory",
    });
    await assert.rejects(readCsv("."), { message: ".: expected a file, received a folder" });
  });

  it("an empty file, and one with nothing but blank lines", async () => {
    const message = "file: expected a line of column names and rows below it, received an empty file";
    for (const content of ["", "\n\r\n", "\ufeff"]) assert.equal(await refusal(content), message);
  });

  it("a file with column names only", async () => {
    assert.equal(await refusal("a,b\n"), "file: expected rows below the line of column names, received only that line");
  });

  it("column names that are empty or repeated", async () => {
    assert.equal(
      await refusal(",a,\n0,1,2\n"),
      "file, line 1: expected a name for every column, received no name for column 1, 3. "
        + "pandas leaves its index unnamed: to_csv(index=False)",
    );
    assert.equal(
      await refusal("a,b, a\n0,1,2\n"),
      'file, line 1: expected a different name for every column, received "a" more than once. Rename one of them in the file',
    );
  });

  it("ragged lines, by their numbers in the file", async () => {
    assert.equal(
      await refusal('a,b\n"two\nlines",1\n1,2,3\n\n4,5\n6\n'),
      "file: expected 2 fields in every line, as in line 1, received 2 lines that differ: line 4 with 3, line 7 with 1. "
        + "A field that holds the separator or a line break must stand in double quotes",
    );
    assert.match(await refusal(`a,b\n${"1\n".repeat(8)}`), /8 lines that differ: line 2 with 1, .*line 6 with 1 and 3 more\. /);
    assert.match(await refusal("a,b\n1"), /received 1 line that differs: line 2 with 1\. /);
  });

  it("text in a column that must hold numbers, by line and value", async () => {
    const content = "name,price\nx,1\ny,cheap\nz,2\nw,?\n";
    assert.equal(
      await refusal(content, { numbers: ["price"] }),
      'file, column "price": expected numbers, received text in 2 lines: line 3 "cheap", line 5 "?". '
        + 'If such text stands for a missing value, give missingValues: ["cheap"]',
    );
    assert.match(
      await refusal(content, { numbers: ["price", "name"] }),
      /columns "name", "price": expected numbers, received text in "name" in 4 lines: .*; text in "price" in 2 lines: /,
    );
    assert.match(await refusal(`p\n${"x\n".repeat(7)}`, { numbers: ["p"] }), /7 lines: line 2 "x", .*, line 6 "x" and 2 more\. /);
    assert.match(await refusal('p\n"1,5"\n', { numbers: ["p"] }), /If that is a decimal mark, give decimal: ","$/);
  });

  it("a column of nothing but text where numbers must be, without a hint on missing values", async () => {
    assert.match(await refusal("p\nUSA\n", { numbers: ["p"] }), /in 1 line: line 2 "USA"\. No field of it is a number$/);
  });

  it("a column that is not there, with the right names and the nearest one", async () => {
    const content = "weight,horsepower\n1,2\n";
    assert.equal(
      await refusal(content, { columns: ["horse power"] }),
      'file, columns: expected some of weight, horsepower, received "horse power". Did you mean "horsepower"?',
    );
    assert.equal(
      await refusal(content, { numbers: ["price"] }),
      'file, columns: expected some of weight, horsepower, received "price"',
    );
  });

  it("another separator than the one given, and names it", async () => {
    assert.equal(
      await refusal("a;b\n1;2\n"),
      'file, line 1: expected column names separated by ",", received "a;b". '
        + 'Give separator: ";", and decimal: "," if its numbers are written like 3,14',
    );
    assert.match(await refusal("a\tb\n1\t2\n"), /received "a\\tb"\. Give separator: "\\t"$/);
    assert.match(await refusal("a,b\n1,2\n", { separator: ";" }), /Give separator: ","$/);
  });

  it("bytes that are not UTF-8, by line and offset", async () => {
    const gbk = Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0xc4, 0xea]), Buffer.from("\n")]);
    assert.equal(
      await refusal(gbk),
      "file, line 2: expected text in UTF-8, received the byte 0xC4 at offset 6. "
        + 'Give the encoding it was saved in: encoding: "gb18030" for Chinese, "windows-1252" for Western European',
    );
    const cut = Buffer.from("a\nü").subarray(0, -1);
    assert.match(await refusal(cut), /line 2: expected text in UTF-8, received the byte 0xC3 at offset 2/);
  });

  it("bytes that are not in the encoding given, and an encoding that does not exist", async () => {
    const bytes = Buffer.from([0x61, 0x0a, 0xff, 0xff]);
    assert.match(await refusal(bytes, { encoding: "gb18030" }), /expected text in gb18030, received bytes that are none/);
    assert.equal(
      await refusal("a\n1", { encoding: "klingon" }),
      'encoding: expected a name such as "utf-8", "gb18030" or "windows-1252", received "klingon"',
    );
  });

  it("a workbook and other binary files", async () => {
    assert.equal(
      await refusal(Buffer.from("PK\x03\x04\0\0")),
      "file: expected a text file, received a zip archive or an Excel workbook. A spreadsheet program saves a workbook as CSV",
    );
    assert.equal(await refusal(Buffer.from([1, 0, 2])), "file: expected a text file, received binary data");
  });

  it("a quote that is never closed, and text behind a closing quote", async () => {
    assert.equal(
      await refusal('a,b\n1,2\n3,"x\n4,5\n'),
      'file, line 3: expected every quoted field to be closed, received a " without its partner. '
        + "Close the quote, or write a quote inside a quoted field twice",
    );
    assert.match(await refusal(`a\n"${"x".repeat(2 ** 23)}`), /line 2: expected every quoted field to be closed/);
    assert.equal(
      await refusal('a\n"x" y\n'),
      'file, line 2: expected a separator or the end of the line behind a closing quote, received " y". '
        + 'A quote inside a quoted field is written twice: ""',
    );
  });

  it("options that cannot be", async () => {
    assert.match(await refusal("a\n1", { separator: "::" }), /^separator: expected one ASCII character, no quote, received "::"/);
    assert.match(await refusal("a\n1", { decimal: ";" as "," }), /^decimal: expected one of ".", ",", received ";"/);
    assert.match(await refusal("a\n1", { columns: [] }), /^columns: expected at least one name, none of them twice/);
  });
});

describe("a file of several megabytes", () => {
  const header = "id,x,label\n";
  const rows = 200_000;
  const body = Array.from({ length: rows }, (_, i) => `${i},${(i * 0.7).toFixed(4)},"ü ${i % 7}, ""q""\n"`).join("\n");

  it("is read whole across its pieces, with progress, and lets other work run", async () => {
    const seen: CsvProgress[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const columns = await readCsvColumns(fileOf(header + body), { onProgress: (progress) => seen.push({ ...progress }) })
      .finally(() => clearInterval(timer));
    assert.deepEqual(columns.get("id"), Float64Array.from({ length: rows }, (_, i) => i));
    assert.ok((columns.get("x") as Float64Array).every((value, i) => value === Number((i * 0.7).toFixed(4))));
    assert.ok((columns.get("label") as string[]).every((value, i) => value === `ü ${i % 7}, "q"\n`));
    const { totalBytes } = seen[0]!;
    assert.equal(totalBytes, Buffer.byteLength(header + body));
    assert.ok(seen.length >= Math.ceil(totalBytes / 2 ** 20) && turns >= 3);
    assert.ok(seen.every(({ bytesRead }, i) => i === 0 || bytesRead >= seen[i - 1]!.bytesRead));
    assert.deepEqual(seen.at(-1)!.bytesRead, totalBytes);
    assert.ok(seen[2]!.rows > seen[1]!.rows);
  });

  it("is refused by the line of a bad byte far down", async () => {
    const bytes = Buffer.concat([Buffer.from(header + body), Buffer.from([0x0a, 0xff, 0x0a])]);
    const line = bytes.filter((byte) => byte === 0x0a).length;
    const message = `line ${line}: expected text in UTF-8, received the byte 0xFF at offset ${bytes.length - 2}\\.`;
    assert.match(await refusal(bytes), new RegExp(message));
  });
});
