import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../run";

/** A statement of the documents that has been checked: a line of docs/claims.tsv. */
export interface Statement {
  /** Its number, as notebooks and tests cite it: "D0-20" is the 20th of document 000, "DX-03" a clash of several. */
  id: string;
  /** "000" to "004", or "several". */
  document: string;
  section: string;
  verdict: string;
  /** What it is about: one of {@link ownParts} or of {@link otherParts}. */
  part: string;
}

/** The parts of the documents that the chapters go through, with the chapters that do. */
export const ownParts: Readonly<Record<string, string>> = {
  "regression and optimizers": "chapters 01 to 06",
  "networks": "chapter 07",
  "programs for images": "chapter 08",
  "measures of classification": "chapter 08",
  "size, sameness and feedback": "chapter 09",
};

/** The other parts, and why no chapter asserts what they state. */
export const otherParts: Readonly<Record<string, string>> = {
  "words and charts": "definitions, flow charts and advice: nothing in them to compute",
  "installation": "commands and versions: nothing in them to compute",
};

/** All statements: our own list, made by going through the five documents line by line. */
export function readStatements(): Statement[] {
  const [head, ...lines] = readFileSync(path.join(projectRoot, "docs/claims.tsv"), "utf8").trimEnd().split("\n");
  const names = head!.split("\t");
  return lines.map((line) => {
    const values = line.split("\t");
    return Object.fromEntries(names.map((name, k) => [name, values[k]!])) as unknown as Statement;
  });
}
