import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Random } from "../../src";

const FOLDER = path.join(os.tmpdir(), "slope-bench-data");
const CITIES = 100;

/** Where a worker finds the files, whatever its language. */
export const filesEnvironment = { SLOPE_BENCH_DATA: FOLDER };

/** A file of n rows: a word of a hundred, a number of all its digits, one of three decimals. */
export function tableFile(n: number): string {
  return path.join(FOLDER, `table-${n}.csv`);
}

/** The same with an integer instead of the word. */
export function numbersFile(n: number): string {
  return path.join(FOLDER, `numbers-${n}.csv`);
}

/** Four features and what is to be learned from them, y = 2 a - b + 3 c + d / 10 + noise. */
export function samplesFile(n: number): string {
  return path.join(FOLDER, `samples-${n}.csv`);
}

/** Writes the files that are not there, the same on every machine. */
export function writeFiles(sizes: readonly number[], samples: readonly number[]): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const n of sizes) {
    write(tableFile(n), "city,x,y", n, (random) => `city ${random.integer(CITIES)},${random.uniform()},${(1000 * random.uniform()).toFixed(3)}`);
    write(numbersFile(n), "city,x,y", n, (random) => `${random.integer(CITIES)},${random.uniform()},${(1000 * random.uniform()).toFixed(3)}`);
  }
  for (const n of samples) write(samplesFile(n), "a,b,c,d,y", n, sample);
}

function sample(random: Random): string {
  const [a, b, c, d] = [random.uniform(), 10 * random.uniform(), random.uniform() - 0.5, 100 * random.uniform()];
  return [a, b, c, d, 2 * a - b + 3 * c + d / 10 + random.normal()].map((value) => value.toFixed(6)).join(",");
}

function write(file: string, header: string, rows: number, line: (random: Random) => string): void {
  if (existsSync(file)) return;
  const random = new Random(1);
  const lines = [header, ...Array.from({ length: rows }, () => line(random)), ""];
  writeFileSync(`${file}.part`, lines.join("\n"));
  renameSync(`${file}.part`, file);
}
