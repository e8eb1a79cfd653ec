/** What `npm run bench` is told: `[suite …] [--rounds N] [--busy]`, or `--table`. */
export interface Options {
  suites: string[];
  rounds: number;
  /** Keep rounds of a busy machine too. */
  busy: boolean;
  /** Measure nothing; write the last results into bench/README.md. */
  table: boolean;
}

/** @throws Error when a word is no suite or option, or the rounds are no positive integer */
export function readOptions(words: readonly string[], known: readonly string[]): Options {
  const options: Options = { suites: [], rounds: 5, busy: false, table: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--busy") options.busy = true;
    else if (word === "--table") options.table = true;
    else if (word === "--rounds") options.rounds = Number(words[++at]);
    else if (known.includes(word)) options.suites.push(word);
    else throw new Error(`bench: expected one of ${[...known, "--rounds N", "--busy", "--table"].join(", ")}, received ${word}`);
  }
  if (!(Number.isInteger(options.rounds) && options.rounds > 0)) throw new Error("--rounds: expected a positive integer");
  if (options.suites.length === 0) options.suites = [...known];
  return options;
}
