import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { typeset } from "../../src/report";

/** The TeX that was typeset, as KaTeX keeps it beside the formula. */
const formulas = (html: string) =>
  [...typeset(html).html.matchAll(/<annotation encoding="application\/x-tex">(.*?)<\/annotation>/gs)].map(([, tex]) => tex);

describe("typeset", () => {
  it("typesets every kind of delimiter", () => {
    const html = "<p>$a_1$ \\(b\\) $$c$$ \\[d\\] \\begin{aligned}e\\end{aligned}</p>";
    assert.deepEqual(formulas(html), ["a_1", "b", "c", "d", "\\begin{aligned}e\\end{aligned}"]);
  });

  it("sets display mathematics on a line of its own, and the rest in the text", () => {
    assert.match(typeset("$$x$$").html, /<span class="katex-display" tabindex="0">/);
    assert.match(typeset("\\[x\\]").html, /katex-display/);
    assert.doesNotMatch(typeset("$x$ and \\(x\\)").html, /katex-display/);
  });

  it("reads the TeX that HTML's entities stand for", () => {
    assert.deepEqual(formulas("<p>$a &lt; b &#x3e; c$</p>"), ["a &lt; b &gt; c"]);
  });

  it("leaves money alone", () => {
    for (const text of ["$5 and $10", "5$ and 10$", "from $5 to $ 10", "US$5, $6", "\\$5 and \\$6", "only $5"]) {
      assert.equal(typeset(text).html, text);
    }
    assert.deepEqual(formulas("a price of $5 for $x$ and $y$"), ["x", "y"]);
  });

  it("takes spaces on both sides, as JupyterLab does", () => {
    assert.deepEqual(formulas("$ x + 1 $"), ["x + 1"]);
  });

  it("leaves code, attributes, scripts and comments alone", () => {
    for (const html of ['<code>$x$</code>', '<pre class="a">$x$ <b>$y$</b></pre>', '<img alt="$x$ > $y$">', "<script>$x$</script>", "<!-- $x$ -->"]) {
      assert.equal(typeset(html).html, html);
    }
  });

  it("does not join dollars across elements", () => {
    assert.deepEqual(formulas("<td>$x</td><td>y$</td>"), []);
  });

  it("keeps a formula that cannot be typeset as it was written, and says why", () => {
    const { html, faults } = typeset("$\\frac{1$ and $\\nosuch &lt; 1$ and $x$");
    assert.match(html, /^<code class="formula-fault">\\frac\{1<\/code> and <code class="formula-fault">\\nosuch &lt; 1<\/code> and <span class="katex">/);
    assert.deepEqual(faults.map(({ tex }) => tex), ["\\frac{1", "\\nosuch < 1"]);
    assert.match(faults[1]!.reason, /Undefined control sequence: \\nosuch/);
  });
});
