import { readFileSync } from "node:fs";
import path from "node:path";
import { InputError, received, requireOneOf } from "../errors";

/** The two ways TensorFlow runs here: Google's library, or WebAssembly where that library is not to be had. */
export type BackendName = "native" | "wasm";

/** A backend, and in one phrase why it is this one. */
export interface Choice {
  readonly name: BackendName;
  readonly reason: string;
}

const MEND = "Run `npm run setup` to write it anew";
const NAMES = ["native", "wasm"] as const;

/** Where the set-up writes down which backend works on this machine. */
const RECORD = path.resolve(__dirname, "../../../.slope/backend.json");

/**
 * Which backend this process is to use: the word in the environment variable `SLOPE_BACKEND`, else what the set-up
 * found to work and wrote down in `record`, else native.
 *
 * @throws InputError when the variable or the record holds anything but `native` or `wasm`.
 */
export function choose(word = process.env.SLOPE_BACKEND, record = RECORD): Choice {
  return fromWord(word) ?? fromRecord(record) ?? { name: "native", reason: "the default before set-up has run" };
}

function fromWord(word: string | undefined): Choice | undefined {
  if (!word) return undefined;
  return { name: requireOneOf("SLOPE_BACKEND", word as BackendName, NAMES), reason: `SLOPE_BACKEND=${word}` };
}

function fromRecord(record: string): Choice | undefined {
  const text = readIfThere(record);
  if (text === undefined) return undefined;
  const { backend, reason } = parse(text, record);
  const name = requireOneOf(`backend in ${record}`, backend as BackendName, NAMES, MEND);
  return { name, reason: String(reason ?? "chosen by the set-up") };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string, record: string): { backend?: unknown; reason?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new InputError(record, "JSON as the set-up writes it", received(text), MEND);
  }
}
