import { writeFileSync } from "node:fs";
import path from "node:path";
import { glossary as terms, glossaryPage, readChapters } from "../chapters";
import { refuse } from "../errors";
import { displayPath, projectRoot } from "../run";
import type { Command } from "./command";

export const glossary: Command = {
  usage: "",
  summary: "collect the chapters' terms, English and Chinese, into docs/glossary.md",
  async run(words) {
    if (words.length > 0) refuse("glossary", "nothing after it", words.join(" "));
    const chapters = readChapters();
    const target = path.join(projectRoot, "docs/glossary.md");
    writeFileSync(target, glossaryPage(chapters));
    console.log(`${displayPath(target)}  ${terms(chapters).length} terms`);
    return 0;
  },
};
