import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { glossary, glossaryPage, keyOf, readChapters, termsOf, unmarkedChinese } from "../../src/chapters";
import { projectRoot } from "../../src/run";
import { chapter } from "./chapter";

const first = chapter("01-one.ipynb", [
  { prose: "# 01 · One\n\nA *loss* (损失函数) and a **learning rate** (学习率).\n\n## 1 · Slopes\n\nThe *gradient* (梯度), *not* a step." },
  { code: '// *no term* (代码)' },
]);
const second = chapter("02-two.ipynb", [
  { prose: '# 02 · Two\n\nThe *Loss* (损失函数) again. It "goes down" (下降, §1). An *average* (指数移动平均, EMA), *Nesterov\'s way* (Nesterov 法, 1983).' },
]);

describe("the glossary", () => {
  it("takes a term and its Chinese from the prose, where they stand marked", () => {
    assert.deepEqual(termsOf(first).map(({ english, chinese, heading }) => [english, chinese, heading]), [
      ["loss", "损失函数", "01 · One"], ["learning rate", "学习率", "01 · One"], ["gradient", "梯度", "1 · Slopes"],
    ]);
    assert.deepEqual(termsOf(second).map(({ english, chinese }) => [english, chinese]), [
      ["Loss", "损失函数"], ["average", "指数移动平均"], ["Nesterov's way", "Nesterov 法"],
    ]);
  });

  it("knows Chinese that is neither a marked term's nor a quotation's", () => {
    assert.deepEqual(unmarkedChinese(second), []);
    assert.deepEqual(unmarkedChinese(chapter("03-three.ipynb", [{ prose: "A loss (损失函数), or 学习率." }])), ["损失函数", "学习率"]);
  });

  it("lists each term once, in the order of the alphabet, with the chapter that introduces it first", () => {
    assert.deepEqual(glossary([first, second]).map(({ english, chapter }) => [english, chapter]), [
      ["average", "02"], ["gradient", "01"], ["learning rate", "01"], ["loss", "01"], ["Nesterov's way", "02"],
    ]);
    assert.match(glossaryPage([first, second]), /^\| loss \| 损失函数 \| \[01\]\(\.\.\/notebooks\/01-one\.ipynb\) · One \|$/m);
  });
});

describe("the terms of the chapters", () => {
  const chapters = readChapters();
  const terms = chapters.flatMap(termsOf);

  it("are in the committed glossary; if not: npx slope glossary", () => {
    assert.ok(terms.length > 40);
    assert.equal(readFileSync(path.join(projectRoot, "docs/glossary.md"), "utf8"), glossaryPage(chapters));
  });

  it("have one translation each", () => {
    const first = new Map<string, string>();
    for (const term of terms) {
      assert.equal(term.chinese, first.get(keyOf(term)) ?? term.chinese, `${term.english} in ${term.file}`);
      first.set(keyOf(term), term.chinese);
    }
  });

  it("stand as in mid-sentence: only names and abbreviations have capitals", () => {
    const names = /^(Bayesian|Gaussian|Hessian|Nesterov|[A-Z][A-Z0-9]+)\b/;
    assert.deepEqual(terms.map(({ english }) => english).filter((english) => /^\p{Lu}/u.test(english) && !names.test(english)), []);
  });

  it("are introduced once in a chapter", () => {
    for (const one of chapters) {
      const keys = termsOf(one).map(keyOf);
      assert.deepEqual(keys.filter((key, k) => keys.indexOf(key) !== k), [], one.file);
    }
  });

  it("are all marked: *term* (中文)", () => {
    for (const one of chapters) assert.deepEqual(unmarkedChinese(one), [], one.file);
  });
});
