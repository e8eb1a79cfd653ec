import { didYouMean, InputError } from "../../errors";

const SEPARATORS = [",", ";", "\t", "|"];

/** Checks the names in a file's first line. @throws InputError when they cannot name columns */
export function checkHeader(file: string, names: readonly string[], separator: string): void {
  const what = `${file}, line 1`;
  const other = SEPARATORS.find((mark) => mark !== separator && names[0]!.includes(mark));
  if (names.length === 1 && other) {
    const rule = `column names separated by ${JSON.stringify(separator)}`;
    const comma = other === ";" ? ', and decimal: "," if its numbers are written like 3,14' : "";
    throw new InputError(what, rule, JSON.stringify(names[0]), `Give separator: ${JSON.stringify(other)}${comma}`);
  }
  const empty = names.flatMap((name, j) => (name === "" ? [j + 1] : []));
  if (empty.length > 0) {
    const value = `no name for column ${listed(empty)}`;
    const hint = "pandas leaves its index unnamed: to_csv(index=False)";
    throw new InputError(what, "a name for every column", value, hint);
  }
  const repeated = [...new Set(names.filter((name, j) => names.indexOf(name) !== j))];
  if (repeated.length > 0) {
    const value = `${listed(repeated.map((name) => JSON.stringify(name)))} more than once`;
    throw new InputError(what, "a different name for every column", value, "Rename one of them in the file");
  }
}

/** Checks that the file has the columns that were asked for. @throws InputError with the right names */
export function checkAsked(file: string, asked: readonly string[], names: readonly string[]): void {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InputError(`${file}, columns`, `some of ${names.join(", ")}`, JSON.stringify(unknown), didYouMean(unknown, names));
}

/** The first few of a list: "1, 2, 3 and 7 more". */
export function listed(items: readonly (string | number)[], most = 5): string {
  const rest = items.length - most;
  return items.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
