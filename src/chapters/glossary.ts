import type { Chapter } from "./readChapters";

/** A term where a chapter introduces it: `*learning rate* (学习率)` in its prose. */
export interface Term {
  english: string;
  chinese: string;
  chapter: string;
  file: string;
  heading: string;
}

const CHINESE = "\\u4e00-\\u9fff";
const INTRODUCTION = new RegExp(`(\\*{1,2})([^*\\n]+?)\\1 \\(([^()]*[${CHINESE}][^()]*)\\)`, "g");
const QUOTATION = new RegExp(`"[^"\\n]*" \\([^()]*[${CHINESE}][^()]*\\)`, "g");
const ANY_CHINESE = new RegExp(`[${CHINESE}]+`, "g");

/** The terms that a chapter's prose introduces, in order. */
export function termsOf(chapter: Chapter): Term[] {
  return prose(chapter).flatMap(({ source, heading }) =>
    [...source.matchAll(INTRODUCTION)].map(([, , english, inside]) => ({
      english: english!.trim(), chinese: chineseIn(inside!), chapter: chapter.number, file: chapter.file, heading,
    })),
  );
}

/** The Chinese words of a chapter's prose that neither translate a term nor a quotation: a term that is not marked. */
export function unmarkedChinese(chapter: Chapter): string[] {
  const rest = prose(chapter).map(({ source }) => source.replace(INTRODUCTION, "").replace(QUOTATION, ""));
  return rest.join("\n").match(ANY_CHINESE) ?? [];
}

/** The terms in alphabetical order, each with the chapter that introduces it first. */
export function glossary(chapters: Chapter[]): Term[] {
  const first = new Map<string, Term>();
  for (const term of chapters.flatMap(termsOf)) {
    if (!first.has(keyOf(term))) first.set(keyOf(term), term);
  }
  return [...first.values()].sort((a, b) => a.english.localeCompare(b.english, "en"));
}

/** The glossary as a Markdown page of the folder docs/. */
export function glossaryPage(chapters: Chapter[]): string {
  const rows = glossary(chapters).map(({ english, chinese, chapter, file, heading }) => {
    const place = `[${chapter}](../notebooks/${file}) · ${heading.replace(/^\d+ · /, "")}`;
    return `| ${english} | ${chinese} | ${place} |`;
  });
  return [
    "# Glossary",
    "",
    "The terms of the chapters with the Chinese words of the documents (or, where these have none, the usual ones),",
    "each with the chapter and section that introduces it. Made from the chapters by `npx slope glossary`.",
    "",
    "| English | 中文 | Introduced in |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** Terms are the same whatever the size of their letters. */
export function keyOf({ english }: Term): string {
  return english.toLowerCase();
}

function prose({ cells }: Chapter) {
  return cells.filter(({ kind }) => kind === "markdown");
}

/** "指数移动平均, EMA" is 指数移动平均; "Nesterov 加速梯度, 1983" is Nesterov 加速梯度. */
function chineseIn(inside: string): string {
  return inside.split(/[,;，；]/).find((words) => words.match(ANY_CHINESE))!.trim();
}
