/** What a notebook's file holds of a cell. */
export interface SavedCell {
  outputs: { output_type: string; data?: Record<string, string> }[];
}

/** What a notebook's file holds. */
export interface SavedNotebook {
  cells: SavedCell[];
  /** The properties of each widget's models. */
  widgets: Record<string, unknown>[];
}

interface NotebookFile {
  cells: SavedCell[];
  metadata: { widgets?: Record<string, { state: Record<string, { state: Record<string, unknown> }> }> };
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

/** A notebook as it was saved: its cells, outputs' texts whole, and the states of its widgets. */
export async function readNotebook(address: string): Promise<SavedNotebook> {
  const { content } = (await (await fetch(contentsOf(address))).json()) as { content: NotebookFile };
  for (const { data } of content.cells.flatMap(({ outputs }) => outputs)) {
    for (const [format, value] of Object.entries(data ?? {})) if (Array.isArray(value)) data![format] = value.join("");
  }
  const states = Object.values(content.metadata.widgets?.["application/vnd.jupyter.widget-state+json"].state ?? {});
  return { cells: content.cells, widgets: states.map(({ state }) => state) };
}

function contentsOf(address: string): string {
  return address.replace("/lab/tree/", "/api/contents/");
}
