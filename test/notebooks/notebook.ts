import { readFileSync } from "node:fs";
import path from "node:path";
import { notebooksFolder } from "../../src/run";

/** One output of a cell, as the notebook format has it. */
export interface Output {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: "stdout" | "stderr";
  text?: string | string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, Record<string, unknown>>;
}

export interface Cell {
  id: string;
  cell_type: "code" | "markdown" | "raw";
  source: string | string[];
  metadata: { tags?: string[] };
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: { kernelspec: { name: string; display_name: string; language: string } };
  cells: Cell[];
}

/** A notebook's file as it is committed. */
export const notebookFile = (name: string) => path.join(notebooksFolder, `${name}.ipynb`);

export function readNotebook(file: string): Notebook {
  return JSON.parse(readFileSync(file, "utf8")) as Notebook;
}

/** A text of the format, which may be a list of lines. */
export const join = (text: string | string[] | undefined) => (Array.isArray(text) ? text.join("") : (text ?? ""));

/** The code cells that have something to run, in order. */
export const codeCells = ({ cells }: Notebook) => cells.filter((cell) => cell.cell_type === "code" && join(cell.source).trim() !== "");

/** Every output of a notebook with the first line of its cell. */
export const outputs = (notebook: Notebook) =>
  codeCells(notebook).flatMap((cell) => (cell.outputs ?? []).map((output) => ({ output, line: join(cell.source).trim().split("\n")[0]! })));

/** What a reader would take for a failure: error outputs, and whatever came on stderr. */
export const failures = (notebook: Notebook) =>
  outputs(notebook)
    .filter(({ output }) => output.output_type === "error" || output.name === "stderr")
    .map(({ output, line }) => `${line}: ${join(output.text)}`);
