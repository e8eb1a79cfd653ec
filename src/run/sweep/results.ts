import type { RecordedValue } from "../../notebook";
import type { ParameterValue } from "../parameters";
import type { SweepRun } from "./state";

/** A sweep's results as a table: a row for each run, with its parameters and what it recorded. */
export interface SweepTable {
  columns: string[];
  rows: (ParameterValue | RecordedValue | undefined)[][];
}

/** The names of what the runs recorded, in the order in which they first appear. */
export function recordNames(runs: readonly SweepRun[]): string[] {
  return [...new Set(runs.flatMap(({ records }) => Object.keys(records)))];
}

export function sweepTable(runs: readonly SweepRun[]): SweepTable {
  const parameters = Object.keys(runs[0]?.parameters ?? {});
  const records = recordNames(runs);
  return {
    columns: [...parameters, ...records, "seconds", "status", "error"],
    rows: runs.map((run) => [
      ...parameters.map((name) => run.parameters[name]),
      ...records.map((name) => run.records[name]),
      Number(run.seconds.toFixed(1)), run.status, run.error,
    ]),
  };
}

/** The table as CSV (RFC 4180), for `readCsv` or anything else. */
export function sweepCsv(runs: readonly SweepRun[]): string {
  const { columns, rows } = sweepTable(runs);
  return [columns, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

function csvField(value: unknown): string {
  const text = value === undefined ? "" : Array.isArray(value) ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
