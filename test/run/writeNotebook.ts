import { writeFileSync } from "node:fs";

/** Writes a notebook of code cells, as a stand-in for one that an author wrote; `tags` by a cell's place. */
export function writeNotebook(file: string, cells: string[], tags: Record<number, string[]> = {}): void {
  writeFileSync(file, JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (Slope)", language: "typescript" } },
    cells: cells.map((source, index) => ({
      id: `cell-${index}`, cell_type: "code", source, metadata: { tags: tags[index] }, outputs: [], execution_count: null,
    })),
  }));
}

interface Notebook {
  cells: { id: string; source: string | string[]; execution_count: number | null; outputs: { name?: string; text?: string | string[] }[] }[];
}

/** What each cell of a notebook printed. */
export function printed(json: string): string[] {
  return (JSON.parse(json) as Notebook).cells.map(({ outputs }) => outputs.flatMap(({ text }) => text ?? []).join(""));
}
