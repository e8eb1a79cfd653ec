import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "../../src/report/accessible";

describe("accessible", () => {
  it("makes empty headings of tables plain cells", () => {
    assert.equal(
      accessible('<tr><th></th><th style="a"><small></small></th><th>x</th></tr>'),
      '<tr><td></td><td style="a"><small></small></td><th>x</th></tr>',
    );
  });

  it("moves text colours towards the page's ink, and no other colours", () => {
    assert.equal(
      accessible('<b title="a > b" style="color:#d55e00">x</b><i style="margin: 0; color: #008a6a;">y</i>'),
      '<b title="a > b" style="color:color-mix(in srgb, #d55e00 80%, var(--ink))">x</b>' +
        '<i style="margin: 0; color: color-mix(in srgb, #008a6a 80%, var(--ink));">y</i>',
    );
    const other = '<p style="background-color:#d55e00">color:#d55e00 <svg fill="#d55e00"></svg></p>';
    assert.equal(accessible(other), other);
  });
});
