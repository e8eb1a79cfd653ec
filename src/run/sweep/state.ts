import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RecordedValue } from "../../notebook";
import { joined, readNotebook } from "../notebookDocument";
import type { ParameterValues } from "../parameters";

/** One run of a sweep. */
export interface SweepRun {
  parameters: ParameterValues;
  status: "done" | "failed";
  seconds: number;
  /** What the notebook recorded, by name. */
  records: Record<string, RecordedValue>;
  /** The run's notebook, in the sweep's folder. */
  file: string;
  /** What failed, in a sentence. */
  error?: string;
}

/** What a sweep's folder remembers, so that an interrupted sweep goes on where it stopped. */
export class SweepState {
  private readonly file: string;
  private readonly runs: Map<string, SweepRun>;
  /** How many runs of an older version of the notebook were forgotten. */
  readonly outdated: number;

  constructor(folder: string, private readonly source: string) {
    this.file = path.join(folder, "sweep.json");
    const saved = existsSync(this.file) ? (JSON.parse(readFileSync(this.file, "utf8"), fromJson) as SavedState) : undefined;
    const isCurrent = saved?.source === source;
    this.runs = new Map((isCurrent ? saved.runs : []).map((run) => [keyOf(run.parameters), run]));
    this.outdated = isCurrent || saved === undefined ? 0 : saved.runs.length;
  }

  get(parameters: ParameterValues): SweepRun | undefined {
    return this.runs.get(keyOf(parameters));
  }

  /** Keeps a run, on the disk too: all of it or nothing. */
  save(run: SweepRun): void {
    this.runs.set(keyOf(run.parameters), run);
    writeFileSync(`${this.file}.part`, JSON.stringify({ source: this.source, runs: [...this.runs.values()] }, toJson, 2));
    renameSync(`${this.file}.part`, this.file);
  }
}

interface SavedState {
  /** Checksum of the notebook's cells. */
  source: string;
  runs: SweepRun[];
}

/** The same for the same values in any order. */
function keyOf(parameters: ParameterValues): string {
  return JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON has no NaN and no infinities. */
const toJson = (_: string, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value);
const fromJson = (_: string, value: unknown) => {
  const { number } = (value ?? {}) as { number?: unknown };
  return typeof number === "string" && Object.keys(value as object).length === 1 ? Number(number) : value;
};

/** A checksum of what a notebook runs: its code cells, without their outputs. */
export function sourceChecksum(notebook: string): string {
  const code = readNotebook(notebook).cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => joined(source));
  return createHash("sha256").update(JSON.stringify(code)).digest("hex");
}
