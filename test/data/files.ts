import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after } from "node:test";

const FIXTURES = resolve(__dirname, "../../../test/data/fixtures");

/** The path of a fixture. */
export function fixture(name: string): string {
  return join(FIXTURES, name);
}

/** What scikit-learn and pandas computed (fixtures/make_reference.py). */
export const reference = JSON.parse(readFileSync(fixture("reference.json"), "utf8"));

const folder = mkdtempSync(join(tmpdir(), "slope data ü "));
after(() => rmSync(folder, { recursive: true }));
let count = 0;

/** Writes a file of its own for a test and returns its path. */
export function fileOf(content: string | Uint8Array, name = `${count++}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Whether two lists of numbers agree to a relative (near zero: absolute) tolerance. */
export function agree(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): boolean {
  return actual.length === expected.length && Array.from(actual).every((value, i) => {
    return Math.abs(value - expected[i]!) <= tolerance * Math.max(1, Math.abs(expected[i]!));
  });
}
