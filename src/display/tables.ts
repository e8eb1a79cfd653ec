import { escapeHtml } from "./html";

/** A table, ready to be written down. */
export interface TableContent {
  columns: readonly Column[];
  caption?: string;
  /** Below the table, such as "442 rows x 11 columns". */
  footer?: string;
  /** Type of each column, below its name. */
  types?: readonly string[];
}

export interface Column {
  name: string;
  cells: readonly string[];
  /** Numbers stand on the right, words on the left. */
  align: "left" | "right";
  /** Names the rows, as an index does. */
  heads?: boolean;
}

/** The table as HTML that JupyterLab, reports and saved notebooks style themselves, light and dark. */
export function tableHtml({ columns, caption, footer, types }: TableContent): string {
  const names = columns.map(({ name, align }) => `<th style="text-align:${align}">${escapeHtml(name)}</th>`);
  const kinds = columns.map(
    ({ align }, i) =>
      `<th style="text-align:${align};font-weight:normal"><small>${escapeHtml(types?.[i] ?? "")}</small></th>`,
  );
  const rows = columns[0]!.cells.map((_, row) => `<tr>${columns.map((column) => cellHtml(column, row)).join("")}</tr>`);
  return [
    `<table class="dataframe">`,
    ...(caption ? [`<caption style="text-align:left">${escapeHtml(caption)}</caption>`] : []),
    `<thead><tr>${names.join("")}</tr>${types ? `<tr>${kinds.join("")}</tr>` : ""}</thead>`,
    `<tbody>`,
    ...rows,
    `</tbody></table>`,
    ...(footer ? [`<p><small>${escapeHtml(footer)}</small></p>`] : []),
  ].join("\n");
}

function cellHtml({ cells, align, heads }: Column, row: number): string {
  const tag = heads ? "th" : "td";
  return `<${tag} style="text-align:${align}">${escapeHtml(cells[row]!)}</${tag}>`;
}

/** The table in aligned columns of plain text. */
export function tableText({ columns, caption, footer, types }: TableContent): string {
  const lines = columns.map(({ name, cells, align }, i) => {
    const all = [name, ...(types ? [types[i]!] : []), ...cells];
    const width = Math.max(...all.map(widthOf));
    return all.map((text) => pad(text, width, align));
  });
  const rows = lines[0]!.map((_, row) =>
    lines
      .map((column) => column[row]!)
      .join("  ")
      .trimEnd(),
  );
  return [...(caption ? [caption] : []), ...rows, ...(footer ? [footer] : [])].join("\n");
}

function pad(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(width - widthOf(text));
  return align === "left" ? text + space : space + text;
}

/** Characters across, East Asian wide ones counted twice. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}
