import {
  columnOf, jupyterDisplay, tableHtml, tableText, type Displayable, type MimeBundle, type TableContent,
} from "../display";
import { refuse, requireList, requireOptions } from "../errors";

/** A small table that `show` draws. */
export class Table implements Displayable {
  constructor(private readonly content: TableContent) {}

  [jupyterDisplay](): MimeBundle {
    return { "text/html": tableHtml(this.content), "text/plain": tableText(this.content) };
  }
}

/** Options of {@link table}. */
export interface TableOptions {
  /** A line above it. Default none. */
  caption?: string;
}

/**
 * A small table of records, a row each; the columns are the records' keys in the order they first appear.
 * @throws InputError when there is no row or no column, or an option is unknown
 */
export function table(rows: readonly Record<string, unknown>[], options: TableOptions = {}): Table {
  const { caption } = requireOptions("table", options, { caption: "" });
  const names = [...new Set(requireList("rows", rows, "a list of records").flatMap((row) => Object.keys(row)))];
  if (names.length === 0) refuse("rows", "at least one record with a key", rows);
  return new Table({
    columns: names.map((name) =>
      columnOf(
        name,
        rows.map((row) => row[name]),
      ),
    ),
    caption,
  });
}
