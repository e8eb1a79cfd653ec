import { readFileSync } from "node:fs";
import { refuse } from "../errors";
import { displayPath } from "./project";

/** A text of the notebook format, which may be a list of lines. */
export type NotebookText = string | string[];

/** One output of a cell. */
export interface NotebookOutput {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: "stdout" | "stderr";
  text?: NotebookText;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  execution_count?: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface NotebookCell {
  id?: string;
  cell_type: "code" | "markdown" | "raw";
  source: NotebookText;
  metadata: { tags?: string[]; [key: string]: unknown };
  execution_count?: number | null;
  outputs?: NotebookOutput[];
}

/** A notebook as its file holds it (nbformat 4). */
export interface NotebookDocument {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: NotebookCell[];
}

/** A text of the format as one string. */
export function joined(text: NotebookText | undefined): string {
  return Array.isArray(text) ? text.join("") : (text ?? "");
}

export function hasTag(cell: NotebookCell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** The notebook in a file. @throws InputError for a file that holds none */
export function readNotebook(file: string): NotebookDocument {
  const document = asJson(readFileSync(file, "utf8")) as Partial<NotebookDocument> | undefined;
  if (document?.nbformat !== 4 || !Array.isArray(document.cells)) {
    refuse(displayPath(file), "a notebook of format 4", "something else");
  }
  return document as NotebookDocument;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
