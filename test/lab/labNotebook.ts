/** What a notebook's file holds of a cell. */
export interface SavedCell {
  outputs: { output_type: string; data?: Record<string, string> }[];
}

/** Makes a notebook of some code cells in a JupyterLab. @param address where Lab shows it, with the token */
export async function writeNotebook(address: string, cells: string[]): Promise<void> {
  const content = {
    nbformat: 4, nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (Slope)", language: "typescript" } },
    cells: cells.map((source, index) => (
      { id: `cell-${index + 1}`, cell_type: "code", source, metadata: {}, execution_count: null, outputs: [] })),
  };
  const answer = await fetch(contentsOf(address), { method: "PUT", body: JSON.stringify({ type: "notebook", content }) });
  if (!answer.ok) throw new Error(`the notebook was not written: ${answer.status} ${await answer.text()}`);
}

/** The cells of a notebook as it was saved, outputs' texts whole. */
export async function readNotebook(address: string): Promise<SavedCell[]> {
  const { content } = (await (await fetch(contentsOf(address))).json()) as { content: { cells: SavedCell[] } };
  for (const { data } of content.cells.flatMap(({ outputs }) => outputs)) {
    for (const [format, value] of Object.entries(data ?? {})) if (Array.isArray(value)) data![format] = value.join("");
  }
  return content.cells;
}

function contentsOf(address: string): string {
  return address.replace("/lab/tree/", "/api/contents/");
}
