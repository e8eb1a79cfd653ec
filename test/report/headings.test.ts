import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contents, documentTitle, nameHeadings } from "../../src/report/headings";

describe("headings", () => {
  it("have the names that JupyterLab's links use, each its own", () => {
    assert.equal(
      nameHeadings('<h1>One two</h1><h2 id="x">A &amp; <em>b</em></h2><h2>A &amp; b</h2>'),
      '<h1 id="One-two">One two</h1><h2 id="A-&amp;-b">A &amp; <em>b</em></h2><h2 id="A-&amp;-b-2">A &amp; b</h2>',
    );
  });

  it("of the second and third level make the contents, without the links inside them", () => {
    assert.equal(
      contents('<h1 id="t">T</h1><h2 id="a">A <a href="b">b</a></h2><h3 id="c">C</h3><h4 id="d">D</h4>'),
      '<li class="level-2"><a href="#a">A b</a></li>\n<li class="level-3"><a href="#c">C</a></li>',
    );
    assert.equal(contents("<p>none</p>"), "");
  });

  it("of the first level is the title", () => {
    assert.equal(documentTitle("<p>x</p><h1 id='a'>Lines &amp; <b>planes</b></h1><h1>B</h1>"), "Lines & planes");
    assert.equal(documentTitle("<h2>none</h2>"), undefined);
  });
});
