import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { data } from "./data/suite";
import * as kernel from "./kernel/suite";
import { readOptions, type Options } from "./harness/options";
import { refreshReadme } from "./harness/readme";
import { machineInWords, saveResults, tablesOf, type Results } from "./harness/results";
import { takeRounds } from "./harness/rounds";
import { growthChart } from "./harness/growth";
import type { Suite } from "./harness/suite";
import { imports } from "./imports/suite";
import { networks } from "./networks/suite";
import { regression } from "./regression/suite";

const suites: Record<string, Suite> = { regression, networks, data, imports, kernel };
const folder = path.resolve(__dirname, "../../bench");
const resultsFolder = path.join(folder, "results");

async function main(words: string[]): Promise<void> {
  const options = readOptions(words, Object.keys(suites));
  if (options.table) return refreshReadme(path.join(folder, "README.md"), resultsFolder);
  for (const name of options.suites) {
    try {
      const started = performance.now();
      const results = await measure(name, suites[name]!, options);
      const minutes = ((performance.now() - started) / 60_000).toFixed(1);
      console.log(`\n${tablesOf(results)}\n\n${saveResults(resultsFolder, results)} after ${minutes} minutes`);
    } catch (error) {
      complain(error as Error); // the other suites can still be measured
    }
  }
}

async function measure(name: string, suite: Suite, { rounds, busy }: Options): Promise<Results> {
  const report = (line: string) => console.error(`${name}: ${line}`);
  try {
    await suite.open?.(report);
    const samples = await takeRounds(suite.contestants(), { rounds, busy, report });
    mkdirSync(resultsFolder, { recursive: true });
    for (const series of suite.growth ?? []) {
      writeFileSync(path.join(resultsFolder, `${name}-${series.name}.svg`), growthChart(series, samples));
    }
    return {
      suite: name, date: new Date().toISOString().slice(0, 10), machine: machineInWords(), versions: suite.versions(), busy,
      measurements: suite.measurements, growth: suite.growth, samples,
    };
  } finally {
    await suite.close?.();
  }
}

function complain({ message }: Error): void {
  console.error(message);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch(complain);
