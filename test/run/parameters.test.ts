import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import {
  findNotebook, injectedValues, injectParameters, joined, notebookNames, notebookParameters, rangeText, readNotebook, readSettings,
  readSettingsFile, typeName, type NotebookDocument,
} from "../../src/run";

const folder = mkdtempSync(path.join(tmpdir(), "slope-parameters-"));
after(() => rmSync(folder, { recursive: true }));

/** A notebook with a parameters cell. */
const notebookOf = (source: string): NotebookDocument => ({
  nbformat: 4, nbformat_minor: 5, metadata: {},
  cells: [
    { cell_type: "markdown", metadata: {}, source: "# Title" },
    { cell_type: "code", metadata: { tags: ["parameters"] }, source, outputs: [], execution_count: 1 },
    { cell_type: "code", metadata: {}, source: "console.log(rate)", outputs: [], execution_count: 2 },
  ],
});

const declared = (source: string) => notebookParameters(notebookOf(source));
const described = (source: string) => declared(source).map((parameter) =>
  [parameter.name, typeName(parameter.type), parameter.initial, rangeText(parameter.type), parameter.meaning]);

describe("notebookParameters", () => {
  it("reads type, default, range and meaning of every `let`", () => {
    assert.deepEqual(described([
      "// All of them can be set.",
      "let rate = 0.1; // number, above 0 to 1: step size, no unit",
      "let steps: number = 1e3; // integer, 1 to 10000: how many: at most",
      "/** How it goes. */",
      'let method: "sgd" | "adam" = "sgd";',
      'type Level = 1 | 2 | null; let level: Level = null; // how deep',
      "let verbose = !true, label = `a`;",
      "let widths: readonly number[] = [8, 8]; // integers, at least 1: neurons of each layer",
      "let model = new Model(); // nothing to set from outside",
      "const fixed = 1;",
    ].join("\n")), [
      ["rate", "number", "0.1", "> 0, <= 1", "step size, no unit"],
      ["steps", "integer", "1e3", "1 to 10000", "how many: at most"],
      ["method", '"sgd" | "adam"', '"sgd"', "", "How it goes."],
      ["level", "1 | 2 | null", "null", "", "how deep"],
      ["verbose", "boolean", "!true", "", ""],
      ["label", "string", "`a`", "", ""],
      ["widths", "integer[]", "[8, 8]", ">= 1", "neurons of each layer"],
      ["model", "new Model()", "new Model()", "", "nothing to set from outside"],
    ]);
  });

  it("reads every way to write a range, and takes any other comment for the meaning", () => {
    const ranges: [string, string][] = [
      ["number, > 0: m", "> 0"], ["number, >= -1.5: m", ">= -1.5"], ["number from 0: m", ">= 0"], ["integer, 0 or more: m", ">= 0"],
      ["number, 0 to below 1: m", ">= 0, < 1"], ["number, above 0 to below 1: m", "> 0, < 1"], ["number, at most 1e3: m", "<= 1000"],
      ["number, positive, below 5: m", "> 0, < 5"], ["number, between mountains: m", ""], ["how many: 1 to 5", ""],
    ];
    for (const [comment, range] of ranges) {
      const [{ type, meaning }] = declared(`let x = 1; // ${comment}`) as [ReturnType<typeof declared>[number]];
      assert.equal(rangeText(type), range, comment);
      assert.equal(meaning, range === "" ? comment : "m");
    }
  });

  it("finds none where no cell is tagged", () => {
    assert.deepEqual(notebookParameters({ ...notebookOf("let x = 1;"), cells: [] }), []);
  });

  for (const name of notebookNames()) {
    it(`understands every parameter of ${name}: type and meaning`, () => {
      const parameters = notebookParameters(readNotebook(findNotebook(name)));
      assert.ok(parameters.length > 0);
      for (const parameter of parameters) {
        assert.notEqual(parameter.type.kind, "other", parameter.name);
        assert.ok(parameter.meaning.length > 3, `${parameter.name}: no meaning`);
        assert.doesNotMatch(parameter.meaning, /^(number|integer)/, `${parameter.name}: its range is not understood`);
      }
    });
  }
});

const source = [
  "let rate = 0.1; // number, > 0: m", "let steps = 5; // integer, 1 to 10: m", 'let method: "sgd" | "adam" = "sgd";', "let on = true;",
  'let label = "a";', "let widths = [8]; // integers, at least 1: m", "let limit: number | null = null; // number, > 0: m", "let made = f();",
].join("\n");

describe("readSettings", () => {
  it("gives values of the declared types", () => {
    const words = ["rate=3e-1", "steps=10", "method=adam", "on=false", "label=x = y, z", "widths=3,4", "limit=null"];
    assert.deepEqual(readSettings(declared(source), words), {
      rate: 0.3, steps: 10, method: "adam", on: false, label: "x = y, z", widths: [3, 4], limit: null,
    });
    assert.deepEqual(readSettings(declared(source), ["widths=[1, 2]", "limit=4"]), { widths: [1, 2], limit: 4 });
  });

  const refusals: [string[], string][] = [
    [["lr=1"], 'parameter: expected one of rate, steps, method, on, label, widths, limit, made, received "lr"'],
    [["rate"], '--set: expected name=value, received "rate"'],
    [["rate=1", "rate=2"], '--set: expected one value for rate, received "two"'],
    [["rate=fast"], 'rate: expected a number, > 0, received "fast"'],
    [["rate=0"], 'rate: expected a number, > 0, received "0"'],
    [["rate=Infinity"], 'rate: expected a number, > 0, received "Infinity"'],
    [["rate=1;process.exit()"], 'rate: expected a number, > 0, received "1;process.exit()"'],
    [["steps=1.5"], 'steps: expected an integer, 1 to 10, received "1.5"'],
    [["steps=11"], 'steps: expected an integer, 1 to 10, received "11"'],
    [["method=rmsprop"], 'method: expected one of "sgd", "adam", received "rmsprop"'],
    [["on=yes"], 'on: expected true or false, received "yes"'],
    [["widths=1,0"], 'widths: expected a list, each an integer, >= 1, received "1,0"'],
    [["limit=-1"], 'limit: expected one of a number, > 0, null, received "-1"'],
    [["made=1"], 'made: expected a parameter of numbers, texts, true or false, or lists of them, received "1"'],
  ];
  for (const [words, message] of refusals) {
    it(`refuses ${words.join(" ")}`, () => assert.throws(() => readSettings(declared(source), words), { message }));
  }
});

describe("readSettingsFile", () => {
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };

  it("reads JSON and YAML", async () => {
    const json = write("a.json", '{"rate": 0.5, "widths": [2, 3], "on": false}');
    assert.deepEqual(await readSettingsFile(declared(source), json), { rate: 0.5, widths: [2, 3], on: false });
    const yaml = write("a.yaml", "# faster\nrate: 1e-3\nwidths:\n  - 2\nmethod: adam\nlimit: null\n");
    assert.deepEqual(await readSettingsFile(declared(source), yaml), { rate: 0.001, widths: [2], method: "adam", limit: null });
  });

  it("refuses what is no such file, what is in none of the forms, and wrong names and values", async () => {
    const refused = (file: string, message: RegExp) => assert.rejects(readSettingsFile(declared(source), file), { message });
    await refused("a.toml", /--set-file: expected a file ending in \.json, \.yaml or \.yml, received "a.toml"/);
    await refused("nowhere.json", /--set-file: expected a file that exists, received "nowhere.json"/);
    await refused(write("b.json", "{"), /b\.json: expected JSON, received "something else"\. .+/);
    await refused(write("b.yml", "a: [1"), /b\.yml: expected YAML, received "something else"\. .+/);
    await refused(write("c.yml", "- 1"), /c\.yml: expected names with values, received Array of length 1/);
    await refused(write("d.yml", "lr: 1"), /parameter: expected one of rate, .*, received "lr"/);
    await refused(write("e.json", '{"widths": [1, 0.5]}'), /widths: expected a list, each an integer, >= 1, received "\[1,0\.5\]"/);
  });
});

describe("injectParameters", () => {
  it("sets the values in a cell behind the parameters, as papermill does, once", () => {
    const once = injectParameters(notebookOf("let rate = 1;"), { rate: 2 });
    const { cells } = injectParameters(once, { rate: 0.3, label: 'a"\n</script>' });
    assert.deepEqual(cells.map(({ metadata }) => metadata.tags), [undefined, ["parameters"], ["injected-parameters"], undefined]);
    assert.equal(joined(cells[2]!.source), '// Parameters\n{\n  rate = 0.3;\n  label = "a\\"\\n</script>";\n}');
    assert.deepEqual(injectedValues({ ...once, cells }), { rate: "0.3", label: '"a\\"\\n</script>"' });
    assert.equal(once.cells.length, 4);
  });
});
