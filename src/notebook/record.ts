import { formatNumber } from "../charts";
import { refuse } from "../errors";
import { show } from "./show";

/** What can be recorded. */
export type RecordedValue = number | string | boolean;

const mime = "application/vnd.slope.record+json";

/** JSON has no NaN and no infinities: they are written as words. */
interface Written {
  name: string;
  value: RecordedValue;
  kind: "number" | "string" | "boolean";
}

/**
 * Records a result of a notebook under a name: it stands below the cell as text and in the notebook's file as data,
 * where a sweep over parameters collects it. A name recorded again has its last value.
 *
 * @throws InputError when the name is empty or the value no number, text, true or false
 *
 * ```ts
 * record("finalLoss", run.finalLoss);
 * ```
 */
export function record(name: string, value: RecordedValue): void {
  if (typeof name !== "string" || name === "") refuse("record, name", "some words", name);
  const kind = typeof value;
  if (kind !== "number" && kind !== "string" && kind !== "boolean") refuse(`record "${name}"`, "a number, a text, true or false", value);
  const written: Written = { name, value: kind === "number" && !Number.isFinite(value) ? String(value) : value, kind };
  void show({ [Symbol.for("Jupyter.display")]: () => ({ [mime]: written, "text/plain": `${name} = ${typeof value === "number" ? formatNumber(value) : value}` }) });
}

/** The name and value that an output's data record; undefined for any other output. */
export function recordedIn(data: Record<string, unknown>): [name: string, value: RecordedValue] | undefined {
  const written = data[mime] as Written | undefined;
  return written && [written.name, written.kind === "number" ? Number(written.value) : written.value];
}
