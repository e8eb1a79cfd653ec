import { claimsOfTests, cover, missing, otherParts, ownParts, readChapters, readStatements, type Covered } from "../chapters";
import { refuse } from "../errors";
import type { Command } from "./command";

export const claims: Command = {
  usage: "",
  summary: "list what the documents state that can be computed, and the cells and tests that assert it",
  async run(words) {
    if (words.length > 0) refuse("claims", "nothing after it", words.join(" "));
    const statements = readStatements();
    const own = cover(statements.filter(({ part }) => part in ownParts), readChapters(), claimsOfTests());
    const rest = missing(own);
    console.log(table(own.map((row) => [row.id, row.document, row.section, row.verdict, places(row)])));
    const gap = rest.length === 0 ? "none missing" : `${rest.length} missing: ${rest.map(({ id }) => id).join(", ")}`;
    console.log(`\n${own.length} statements that can be computed, ${gap}:`);
    const count = (name: string) => String(statements.filter(({ part }) => part === name).length).padStart(3);
    console.log(table(Object.entries(ownParts).map(([name, chapters]) => [count(name), name, chapters])));
    console.log("\nIn no chapter:");
    console.log(table(Object.entries(otherParts).map(([name, reason]) => [count(name), name, reason])));
    console.log(`\n${own.length} + ${statements.length - own.length} = ${statements.length} statements in all.`);
    return rest.length === 0 ? 0 : 1;
  },
};

/** "03, 4 · Is it faster?: The claim on speed, asserted; test/training/…" */
function places({ assertions, tests }: Covered): string {
  const cells = assertions.map(({ chapter, heading, title }) => `${chapter}, ${heading}: ${title}`);
  return [...cells, ...tests].join("; ") || "MISSING";
}

/** Columns as wide as their widest entry; the last as it comes. */
function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  const line = (row: string[]) => row.map((entry, j) => (j === row.length - 1 ? entry : entry.padEnd(widths[j]!))).join("  ");
  return rows.map(line).join("\n");
}
