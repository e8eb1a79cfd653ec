import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../run";
import type { Chapter } from "./readChapters";
import type { Statement } from "./statements";

/** Where a claim is asserted: a cell whose saved run shows its verdict. */
export interface Assertion {
  id: string;
  verdict: string;
  chapter: string;
  heading: string;
  /** The cell's title. */
  title: string;
}

/** A statement with the places that assert it. */
export interface Covered extends Statement {
  assertions: Assertion[];
  /** Test files with a test that names it. */
  tests: string[];
}

/** The claims that the cells of a chapter assert: `id` and `verdict` in the source, and the id in what the cell showed. */
export function assertionsOf(chapter: Chapter): Assertion[] {
  return chapter.cells
    .filter(({ kind }) => kind === "code")
    .flatMap(({ source, printed, heading, title }) =>
      [...source.matchAll(/\bid: "(D[0-9X]-\d+)"[\s\S]*?\bverdict: "([^"]+)"/g)]
        .map(([, id, verdict]) => ({ id: id!, verdict: verdict!, chapter: chapter.number, heading, title }))
        .filter(({ id }) => printed.includes(id)),
    );
}

/** The files below test/ by the claims that their tests' titles name. */
export function claimsOfTests(folder = path.join(projectRoot, "test")): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  for (const file of files.sort()) {
    const titles = readFileSync(path.join(folder, file), "utf8").match(/\b(?:it|test|describe)\((["'`]).*?\1/g) ?? [];
    for (const id of new Set(titles.join("\n").match(/\bD[0-9X]-\d+/g))) {
      found.set(id, [...(found.get(id) ?? []), `test/${file.split(path.sep).join("/")}`]);
    }
  }
  return found;
}

/** Each statement with the cells and tests that assert it. */
export function cover(statements: Statement[], chapters: Chapter[], tests: Map<string, string[]>): Covered[] {
  const assertions = chapters.flatMap(assertionsOf);
  return statements.map((statement) => ({
    ...statement,
    assertions: assertions.filter(({ id }) => id === statement.id),
    tests: tests.get(statement.id) ?? [],
  }));
}

/** The statements that neither a cell nor a test asserts. */
export function missing(covered: Covered[]): Covered[] {
  return covered.filter(({ assertions, tests }) => assertions.length === 0 && tests.length === 0);
}
