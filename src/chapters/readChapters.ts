import { readFileSync } from "node:fs";
import path from "node:path";
import { notebookNames, notebooksFolder } from "../run";

/** A cell of a chapter, or what a cell of prose has below one heading, with the place where a reader finds it. */
export interface ChapterCell {
  kind: "code" | "markdown";
  source: string;
  /** What its outputs say as plain text. */
  printed: string;
  /** The heading above it, without mark-up: "4 · Is it faster?". */
  heading: string;
  /** The comment on a code cell's first line; "" where there is none. */
  title: string;
}

/** A notebook as it is saved. */
export interface Chapter {
  /** "03". */
  number: string;
  /** "03-stochastic-gradients.ipynb". */
  file: string;
  /** "Stochastic gradients". */
  title: string;
  cells: ChapterCell[];
}

type Text = string | string[];

interface SavedCell {
  cell_type: string;
  source: Text;
  outputs?: { text?: Text; data?: { "text/plain"?: Text } }[];
}

/** The chapters of the project, in order. */
export function readChapters(): Chapter[] {
  return notebookNames().map((name) => readChapter(path.join(notebooksFolder, `${name}.ipynb`)));
}

/** One saved notebook as a chapter. */
export function readChapter(file: string): Chapter {
  const saved = (JSON.parse(readFileSync(file, "utf8")) as { cells: SavedCell[] }).cells;
  let heading = "";
  const cells = saved.flatMap((cell): ChapterCell[] => {
    const source = joined(cell.source);
    if (cell.cell_type === "code") {
      const printed = (cell.outputs ?? []).map(({ text, data }) => joined(text ?? data?.["text/plain"])).join("\n");
      return [{ kind: "code", source, printed, heading, title: /^\/\/ (.+)/.exec(source)?.[1] ?? "" }];
    }
    return source.split(/^(?=##? )/m).map((part) => {
      heading = /^##? (.+)/.exec(part)?.[1] ?? heading;
      return { kind: "markdown", source: part, printed: "", heading, title: "" };
    });
  });
  const name = path.basename(file);
  return { number: /^\d*/.exec(name)![0], file: name, title: (cells[0]?.heading ?? "").replace(/^\d+ · /, ""), cells };
}

function joined(text: Text | undefined): string {
  return Array.isArray(text) ? text.join("") : (text ?? "");
}
