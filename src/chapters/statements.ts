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
  /** What it is about: {@link ownPart}, or one of {@link otherParts}. */
  part: string;
}

/** The part of the documents that the chapters go through. */
export const ownPart = "regression and optimizers";

/** The other parts, and why these chapters do not assert what they state. */
export const otherParts: Readonly<Record<string, string>> = {
  "scale": "what foundation models, emergence and homogenization are, and what size does: needs models of many sizes",
  "many models": "generated data, mixtures of models, transfer, feedback: needs networks that generate and transfer",
  "workflow": "how a project is laid out, from cleaning data to deployment: charts and advice, no formula of a step",
  "networks": "layers, activations, back-propagation, attention and their losses: chapters on networks of their own",
  "programs for images": "the listings that train on handwritten digits, and their logs: chapters on networks of their own",
  "measures of classification": "accuracy, precision, recall and F1: a chapter on classification of its own",
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
