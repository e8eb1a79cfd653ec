import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { globToPattern } from "./glob";

/** A cell that ran. */
export interface Entry {
  session: number;
  line: number;
  source: string;
  /** Its result as plain text. */
  result?: string;
}

/** So many sessions are kept. */
const KEPT = 300;

const ENDING = ".jsonl";

/**
 * What was run in this session and in earlier ones: a folder with one file a session, its number the name, and in it a
 * line of JSON for each cell that began and for each result. Kernels that run at the same time have files of their own.
 */
export class History {
  /** This session's file, open from its first cell on. */
  private descriptor: number | undefined;
  private session = 0;

  constructor(private readonly folder: string) {}

  /** A cell begins: it is in the history even if the kernel does not outlive it. */
  begin(line: number, source: string): void {
    this.append({ line, source });
  }

  /** A cell has given a result. */
  end(line: number, result: unknown): void {
    if (typeof result === "string") this.append({ line, result });
  }

  /** The last `n` cells of all sessions, oldest first. */
  tail(n: number): Entry[] {
    if (!(n > 0)) return [];
    const found: Entry[][] = [];
    let count = 0;
    for (const session of this.sessions().reverse()) {
      if (count >= n) break;
      const entries = this.read(session);
      found.unshift(entries);
      count += entries.length;
    }
    return found.flat().slice(-n);
  }

  /** The cells from `start` to before `stop` of a session: 0 for this one, -1 for the one before it. */
  range(session: number, start: number, stop: number): Entry[] {
    const which = session > 0 ? session : this.current() + session;
    return this.read(which).filter(({ line }) => line >= start && line < stop);
  }

  /** The last `n` cells that match a pattern with `*`, `?` and `[…]` as a whole; equal ones once if `unique`. */
  search(pattern: string, n: number, unique: boolean): Entry[] {
    const matcher = globToPattern(pattern);
    let found = this.sessions().flatMap((session) => this.read(session)).filter(({ source }) => matcher.test(source));
    if (unique) found = found.filter(({ source }, index) => !found.slice(index + 1).some((later) => later.source === source));
    return n > 0 ? found.slice(-n) : [];
  }

  private append(record: object): void {
    this.descriptor ??= this.begun();
    writeSync(this.descriptor, `${JSON.stringify(record)}\n`);
  }

  /** Begins this session's file under the next free number, and forgets the oldest sessions. */
  private begun(): number {
    mkdirSync(this.folder, { recursive: true });
    for (let session = this.current(); ; session++) {
      let descriptor: number;
      try {
        descriptor = openSync(this.place(session), "ax");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
        throw error;
      }
      this.session = session;
      for (const old of this.sessions().slice(0, -KEPT)) rmSync(this.place(old), { force: true });
      return descriptor;
    }
  }

  /** This session's number, or the one that it will have. */
  private current(): number {
    return this.session || Math.max(0, ...this.sessions()) + 1;
  }

  private sessions(): number[] {
    try {
      const names = readdirSync(this.folder).filter((name) => name.endsWith(ENDING));
      return names.map((name) => Number(name.slice(0, -ENDING.length))).sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  private read(session: number): Entry[] {
    let text: string;
    try {
      text = readFileSync(this.place(session), "utf8");
    } catch {
      return [];
    }
    const entries = new Map<number, Entry>();
    for (const record of text.split("\n").flatMap(parseLine)) {
      entries.set(record.line, { ...entries.get(record.line)!, ...record, session });
    }
    return [...entries.values()];
  }

  private place(session: number): string {
    return path.join(this.folder, `${session}${ENDING}`);
  }
}

/** A line of a file; none for one that a dying kernel left unfinished. */
function parseLine(line: string): Omit<Entry, "session">[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}
