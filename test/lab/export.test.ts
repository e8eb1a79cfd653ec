import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startLab, type Lab } from "./lab";

describe("File > Save and Export Notebook As in JupyterLab", () => {
  let lab: Lab;
  before(async () => void (lab = await startLab()));
  after(() => lab?.stop());

  /** What the menu asks the server for. */
  const ask = (place: string) => {
    const address = new URL(lab.address("x"));
    return fetch(`${address.origin}${place}${place.includes("?") ? "&" : "?"}token=${address.searchParams.get("token")}`);
  };

  it("offers Report, and gives the notebook as one page with its charts, mathematics and how it was made", async () => {
    const formats = (await (await ask("/api/nbconvert")).json()) as Record<string, { output_mimetype: string }>;
    assert.equal(formats.report!.output_mimetype, "text/html");
    const answer = await ask("/nbconvert/report/01-linear-regression.ipynb?download=true");
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-disposition")!, /01-linear-regression\.html/);
    const html = await answer.text();
    assert.match(html, /<title>[^<]*Linear regression<\/title>/);
    assert.match(html, /<figure class="chart">[\s\S]*class="katex"|class="katex"[\s\S]*<figure class="chart">/);
    assert.match(html, /Exported on [^<]* from 01-linear-regression\.ipynb as it was saved/);
  });
});
