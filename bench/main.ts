import path from "node:path";
import * as kernel from "./kernel/suite";
import type { Contestant } from "./harness/rounds";
import { takeRounds } from "./harness/rounds";
import { machineInWords, resultTable, saveResults, type Measurement } from "./harness/results";

interface Suite {
  measurements: Measurement[];
  contestants(): Contestant[];
  versions(): Record<string, string>;
}

const suites: Record<string, Suite> = { kernel };
const resultsFolder = path.resolve(__dirname, "../../bench/results");

/** `npm run bench [-- suite …] [--rounds N] [--busy]` */
async function main(words: string[]): Promise<void> {
  const busy = words.includes("--busy");
  const roundsAt = words.indexOf("--rounds");
  const rounds = roundsAt < 0 ? 7 : Number(words[roundsAt + 1]);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds: expected a positive integer, received ${words[roundsAt + 1]}`);
  const names = words.filter((word, at) => !word.startsWith("--") && (roundsAt < 0 || at !== roundsAt + 1));
  for (const name of names.length > 0 ? names : Object.keys(suites)) {
    const suite = suites[name];
    if (!suite) throw new Error(`bench: expected one of ${Object.keys(suites).join(", ")}, received ${name}`);
    const samples = await takeRounds(suite.contestants(), { rounds, busy, report: (line) => console.error(line) });
    const results = {
      suite: name, date: new Date().toISOString().slice(0, 10), machine: machineInWords(), versions: suite.versions(), busy,
      measurements: suite.measurements, samples,
    };
    console.log(`\n${resultTable(results)}\n\n${saveResults(resultsFolder, results)}`);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
