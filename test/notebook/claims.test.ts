import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { above, ClaimBook, equals, jupyterDisplay, type Claim } from "../../src/notebook";
import { claimCard, claimRows } from "../../src/notebook/claimCards";
import { verdicts } from "../../src/notebook/verdicts";

const gradient: Claim = {
  id: "D0-20",
  where: "000 §4.1.1",
  says: "$\\nabla L = \\sum |e_i| x_i$\n\nand more",
  verdict: "wrong sign",
  shows: "the loss *rises*, $|x| \\| y$ | so",
  evidence: { "loss after one step": above(1.44, 1), "their gradient": equals(2, 2) },
};
const correct: Claim = {
  id: "D0-9",
  where: "000 §3",
  says: "a",
  verdict: "correct",
  shows: "b",
  evidence: { c: equals(1, 1) },
};

const bundle = (value: { [jupyterDisplay](): unknown }) =>
  value[jupyterDisplay]() as Record<"text/markdown" | "text/plain", string>;

describe("a claim", () => {
  it("whose evidence fails throws its name, the check, what was expected and received", () => {
    const book = new ClaimBook();
    assert.throws(() => book.add({ ...gradient, evidence: { fine: equals(1, 1), "loss rises": above(0.5, 1) } }), {
      name: "CheckError",
      message: 'claim D0-20, "loss rises": expected > 1, received 0.5',
    });
    assert.deepEqual(book.all(), []);
  });

  it("that is checked again replaces the first, and one that fails then no longer counts", () => {
    const book = new ClaimBook();
    book.add(gradient);
    book.add({ ...gradient, verdict: "wrong" });
    assert.deepEqual(
      book.all().map(({ id, verdict }) => [id, verdict]),
      [["D0-20", "wrong"]],
    );
    assert.throws(() => book.add({ ...gradient, evidence: { no: equals(1, 2) } }));
    assert.deepEqual(book.all(), []);
  });

  it("needs words, a verdict of the list and at least one check", () => {
    const book = new ClaimBook();
    assert.throws(() => book.add({ ...gradient, says: " " }), /claim, says: expected some words, received " "/);
    assert.throws(
      () => book.add({ ...gradient, verdict: "bad" as "wrong" }),
      /claim D0-20, verdict: expected one of "correct", .*"not verified", received "bad"/,
    );
    assert.throws(() => book.add({ ...gradient, evidence: {} }), /claim D0-20, evidence: expected at least one check/);
  });
});

describe("a claim's card", () => {
  const card = bundle(claimCard(new ClaimBook().add(gradient)));

  it("is one quotation block with statement, verdict in words and the measured numbers", () => {
    const lines = card["text/markdown"].split("\n");
    assert.ok(lines.every((line) => line.startsWith(">")));
    for (const part of [
      "±\u00a0wrong\u00a0sign",
      "D0-20",
      "000 §4.1.1",
      "**The document:** $\\nabla L",
      "> and more",
      "- loss after one step: `1.44 > 1`",
    ]) {
      assert.ok(card["text/markdown"].includes(part), part);
    }
  });

  it("says the same in plain text", () => {
    assert.match(
      card["text/plain"],
      /^± wrong sign · D0-20 · 000 §4\.1\.1\n {2}The document: .*loss after one step: 1\.44 > 1/s,
    );
  });
});

describe("a table of claims", () => {
  it("asserts each claim, and has a row with its evidence folded and escaped", () => {
    const book = new ClaimBook();
    const row = bundle(claimRows([book.add({ ...gradient, evidence: { "|x|": equals("<b>", "<b>") } })]))
      ["text/markdown"].split("\n")
      .at(-1)!;
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    assert.equal(cells.length, 4 + 2);
    assert.match(cells[1]!, /^D0\u201120<br>000 §4\.1\.1$/);
    assert.match(cells[4]!, /<details><summary>evidence<\/summary>.*<code>&quot;&lt;b&gt;&quot; = .*<\/details>$/);
  });
});

describe("the summary", () => {
  it("counts the verdicts and lists the claims in the order of their numbers", () => {
    const book = new ClaimBook();
    book.add(gradient);
    book.add(correct);
    const { "text/markdown": text, "text/plain": plainText } = bundle(book.table());
    assert.match(text, /^\*\*2 claims checked:\*\* 1 .*correct.*, 1 .*wrong.sign/);
    assert.match(text, /\| D0\u20119 \|[\s\S]*\| D0\u201120 \|/);
    assert.match(plainText, /^2 claims checked: 1 correct, 1 wrong sign\n/);
  });

  it("keeps bars from ending a cell: those of mathematics as \\vert, others escaped", () => {
    const book = new ClaimBook();
    book.add(gradient);
    const row = bundle(book.table())["text/markdown"].split("\n").at(-1)!;
    assert.ok(row.endsWith("| the loss *rises*, $\\vert x\\vert  \\Vert  y$ \\| so |"), row);
  });

  it("says when there is nothing yet", () => {
    assert.equal(bundle(new ClaimBook().table())["text/plain"], "No claim has been checked yet.");
  });
});

describe("verdicts", () => {
  it("each have a sign of their own, so that colour is not needed", () => {
    const book = new ClaimBook();
    const signs = verdicts.map((verdict) => bundle(claimCard(book.add({ ...correct, verdict })))["text/plain"][0]);
    assert.equal(new Set(signs).size, verdicts.length);
  });
});
