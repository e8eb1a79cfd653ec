import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readChapter, type Chapter } from "../../src/chapters";

/** A cell to put into a chapter: prose, or code with what it showed. */
export type Sketch = { prose: string } | { code: string; shown?: string };

/** A chapter that was saved with these cells, as it is read. */
export function chapter(name: string, sketches: Sketch[]): Chapter {
  const folder = mkdtempSync(path.join(tmpdir(), "slope-chapter-"));
  const file = path.join(folder, name);
  const cells = sketches.map((sketch) =>
    "prose" in sketch
      ? { cell_type: "markdown", source: lines(sketch.prose) }
      : { cell_type: "code", source: lines(sketch.code), outputs: sketch.shown === undefined ? [] : [{ data: { "text/plain": lines(sketch.shown) } }] },
  );
  writeFileSync(file, JSON.stringify({ cells }));
  try {
    return readChapter(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The format keeps texts as lists of lines. */
const lines = (text: string) => text.split(/(?<=\n)/);
