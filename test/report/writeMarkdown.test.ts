import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { writeMarkdown } from "../../src/report";
import { projectRoot } from "../../src/run";

const folder = mkdtempSync(path.join(tmpdir(), "slope-markdown-"));
after(() => rmSync(folder, { recursive: true }));
const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");

describe("a report as Markdown", () => {
  let text: string;
  before(async () => {
    const run = { source: notebook, target: notebook, startedAt: new Date("2026-01-02T03:04:00Z"), seconds: 12.34, cells: 5 };
    const { file, faults } = await writeMarkdown(notebook, path.join(folder, "sample.md"), { run });
    assert.deepEqual(faults, []);
    text = readFileSync(file, "utf8");
  });

  it("shows charts as pictures beside it, with their descriptions", () => {
    assert.match(text, /^!\[Points on a line, &quot;quoted&quot; &amp; &lt;marked&gt;\]\(sample-pictures\/1\.png\)$/m);
    assert.match(text, /^!\[A line whose steepness a slider sets\]\(sample-pictures\/2\.png\)$/m);
    assert.deepEqual(readdirSync(path.join(folder, "sample-pictures")), ["1.png", "2.png"]);
    assert.equal(readFileSync(path.join(folder, "sample-pictures/1.png")).subarray(1, 4).toString(), "PNG");
  });

  it("keeps text, mathematics, tables, printed lines, links between notebooks and image files", () => {
    assert.match(text, /^# A sample of \$y = wx\$$/m);
    assert.match(text, /^\$\$\nL\(w\) = \\frac/m);
    assert.match(text, /^<table><caption>Costs<\/caption>/m);
    assert.match(text, /^```\nprinted \$5 and \$x\$ as they are\n```$/m);
    assert.match(text, /\[the next\]\(02-next\.md#There\)/);
    assert.ok(readdirSync(folder).includes("dot.svg"));
  });

  it("has the code as TypeScript, unless asked to leave it out", async () => {
    assert.match(text, /^```ts\nlet slope = 2; \/\/ steepness$/m);
    const { file } = await writeMarkdown(notebook, path.join(folder, "bare.md"), { code: false });
    assert.doesNotMatch(readFileSync(file, "utf8"), /let slope|lastWriteDisplayData/);
  });

  it("says how it was made", () => {
    assert.match(text, /Made on 2 January 2026 at 03:04 UTC from test\/report\/fixtures\/sample\.ipynb: all 5 code cells/);
    assert.match(text, /^\| `slope` \| `2` \| steepness \|$/m);
  });
});
