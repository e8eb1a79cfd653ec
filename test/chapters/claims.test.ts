import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { assertionsOf, claimsOfTests, cover, missing, otherParts, ownParts, readChapters, readStatements } from "../../src/chapters";
import { chapter } from "./chapter";

const folder = mkdtempSync(path.join(tmpdir(), "slope-claims-"));
after(() => rmSync(folder, { recursive: true }));

const statements = readStatements();
const chapters = readChapters();

describe("the list of statements", () => {
  it("has 198, each once and in one part", () => {
    assert.equal(statements.length, 198);
    assert.equal(new Set(statements.map(({ id }) => id)).size, 198);
    const parts = [...Object.keys(ownParts), ...Object.keys(otherParts)];
    assert.deepEqual(statements.filter(({ part }) => !parts.includes(part)), []);
    assert.deepEqual(parts.filter((name) => !statements.some(({ part }) => part === name)), []);
  });

  it("says of each its document, section and verdict", () => {
    const verdicts = ["correct", "correct but imprecise", "wrong sign", "wrong", "inconsistent", "does not run", "implausible", "not verified"];
    for (const { id, document, section, verdict } of statements) {
      assert.ok(verdicts.includes(verdict), `${id}: ${verdict}`);
      assert.match(section, /^(\d{3} )?§\d/, id);
      assert.equal(document, id.startsWith("DX") ? "several" : `00${id[1]}`);
    }
  });
});

describe("the chapters", () => {
  const known = new Map(statements.map((statement) => [statement.id, statement]));
  const asserted = chapters.flatMap(assertionsOf);

  it("assert only statements of the list, of the parts that are theirs", () => {
    assert.ok(asserted.length > 80);
    assert.deepEqual(asserted.filter(({ id }) => !((known.get(id)?.part ?? "") in ownParts)), []);
  });

  it("come to the verdicts of the list", () => {
    assert.deepEqual(asserted.filter(({ id, verdict }) => known.get(id)?.verdict !== verdict), []);
  });
});

describe("an assertion", () => {
  const claim = (id: string) => `{ id: "${id}", where: "here", says: "a",\n verdict: "wrong", shows: "b", evidence: {} }`;
  const made = chapter("07-more.ipynb", [
    { prose: "# 07 · More\n\n## 1 · First" },
    { prose: "### A detail" },
    { code: `// Two claims\nclaimTable([${claim("D0-01")}, ${claim("DX-02")}]);`, shown: "✗ wrong · D0-01 · here\n✗ wrong · DX-02 · here" },
    { prose: "## 2 · Second" },
    { code: `claim(${claim("D0-03")});` },
  ]);

  it("is a claim that a saved run shows, with the heading and the title of its cell", () => {
    assert.equal(made.title, "More");
    assert.deepEqual(assertionsOf(made), [
      { id: "D0-01", verdict: "wrong", chapter: "07", heading: "1 · First", title: "Two claims" },
      { id: "DX-02", verdict: "wrong", chapter: "07", heading: "1 · First", title: "Two claims" },
    ]);
  });

  it("is found for each statement, and a statement without one is missing unless a test names it", () => {
    const statement = (id: string) => ({ id, document: "000", section: "§1", verdict: "wrong", part: "networks" });
    const covered = cover(["D0-01", "D0-03", "D0-04"].map(statement), [made], new Map([["D0-04", ["test/a.test.ts"]]]));
    assert.deepEqual(covered.map(({ assertions, tests }) => [assertions.length, tests]), [[1, []], [0, []], [0, ["test/a.test.ts"]]]);
    assert.deepEqual(missing(covered).map(({ id }) => id), ["D0-03"]);
  });

  it("of a test is an id in its title, not elsewhere in its file", () => {
    mkdirSync(path.join(folder, "room"));
    writeFileSync(path.join(folder, "room/one.test.ts"), `it("goes down (D0-97, DX-98)", () => {});\nconst id = "D0-99";\n`);
    writeFileSync(path.join(folder, "room/helper.ts"), `it("is no test file (D0-96)");`);
    assert.deepEqual([...claimsOfTests(folder)], [["D0-97", ["test/room/one.test.ts"]], ["DX-98", ["test/room/one.test.ts"]]]);
  });
});
