import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tablesOf, type Results } from "./results";

/** Writes the last results into a README, each suite's between its two comments: no number is copied by hand. */
export function refreshReadme(file: string, resultsFolder: string): void {
  writeFileSync(file, withResults(readFileSync(file, "utf8"), (suite) => {
    const results = path.join(resultsFolder, `${suite}.json`);
    return existsSync(results) ? (JSON.parse(readFileSync(results, "utf8")) as Results) : undefined;
  }));
}

/** The text with the tables of each suite's results between `<!-- results: suite -->` and `<!-- end of results -->`. */
export function withResults(text: string, read: (suite: string) => Results | undefined): string {
  return text.replace(/(<!-- results: ([\w-]+) -->\n)[^]*?(<!-- end of results -->)/g, (whole, start: string, suite: string, end: string) => {
    const results = read(suite);
    return results ? `${start}\n${tablesOf(results)}\n\n${end}` : whole;
  });
}
