import { isDeepStrictEqual } from "node:util";
import { formatNumber } from "../charts";
import { refuse } from "../errors";

/** The outcome of comparing something measured with something expected. */
export interface Check {
  passed: boolean;
  /** What the run gave. */
  measured: string;
  /** How it was compared: "≈", "=", ">", "<", or "" for a bare condition. */
  relation: string;
  /** What was asked for. */
  expected: string;
}

/** Named checks; a plain check stands for itself. */
export type Evidence = Readonly<Record<string, Check>>;

/**
 * Whether a number, or every number of a list, is as expected within `tolerance`: |actual - expected| ≤ tolerance.
 * @throws InputError when the tolerance is negative or no number
 */
export function approximately(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  tolerance: number,
): Check {
  if (!(tolerance >= 0 && tolerance < Infinity)) refuse("tolerance", "a number from 0", tolerance);
  const [measured, wanted] = [listOf(actual), listOf(expected)];
  const around = `(± ${formatNumber(tolerance, 3)})`;
  if (typeof actual !== typeof expected || measured.length !== wanted.length) {
    return failed("≈", write(actual), `${write(expected)} ${around}`);
  }
  const bad = measured.findIndex((value, i) => !(Math.abs(value - wanted[i]!) <= tolerance || value === wanted[i]));
  if (bad < 0)
    return { passed: true, measured: write(actual), relation: "≈", expected: `${write(expected)} ${around}` };
  const place = typeof actual === "number" ? "" : ` at index ${bad}`;
  return failed("≈", `${measured[bad]}${place}`, `${wanted[bad]} ${around}`);
}

/** Whether two values are equal, entry by entry for lists (a typed array equals a list of the same numbers). */
export function equals(actual: unknown, expected: unknown): Check {
  const passed = isDeepStrictEqual(comparable(actual), comparable(expected));
  const written = passed ? write : (value: unknown) => write(value, String);
  return { passed, measured: written(actual), relation: "=", expected: written(expected) };
}

/** Whether a number is above a bound. */
export function above(actual: number, bound: number): Check {
  return { passed: actual > bound, measured: write(actual), relation: ">", expected: write(bound) };
}

/** Whether a number is below a bound. */
export function below(actual: number, bound: number): Check {
  return { passed: actual < bound, measured: write(actual), relation: "<", expected: write(bound) };
}

/** Whether a condition holds; the description says what was seen, by default whether it holds. */
export function holds(condition: boolean, description?: string): Check {
  const seen = condition ? "holds" : "does not hold";
  return {
    passed: condition === true,
    measured: description ?? seen,
    relation: "",
    expected: condition === true ? "" : "that it holds",
  };
}

/** "0.9999 ≈ 1 (± 0.001)". */
export function statement({ measured, relation, expected }: Check): string {
  return [measured, relation, relation === "" ? "" : expected].filter(Boolean).join(" ");
}

/**
 * Checks written as a record; a single check gets the empty name.
 * @throws InputError when there is none, or something is no check
 */
export function readEvidence(what: string, evidence: Evidence | Check): [string, Check][] {
  const checks = isCheck(evidence) ? [["", evidence] as [string, Check]] : Object.entries(evidence ?? {});
  if (checks.length === 0) refuse(`${what}, evidence`, "at least one check", evidence);
  for (const [name, check] of checks) {
    if (!isCheck(check))
      refuse(
        `${what}, evidence "${name}"`,
        "a check",
        check,
        "Write holds(…), approximately(…), equals(…), above(…) or below(…)",
      );
  }
  return checks;
}

/** The error of a check that fails, so that the cell fails with it. */
export class CheckError extends Error {
  override readonly name = "CheckError";
}

/** @throws CheckError naming what failed, what was expected and what the run gave */
export function assertAll(what: string, checks: readonly [string, Check][]): void {
  for (const [name, { passed, measured, relation, expected }] of checks) {
    if (passed) continue;
    const place = name === "" ? what : `${what}, "${name}"`;
    throw new CheckError(`${place}: expected ${[relation, expected].filter(Boolean).join(" ")}, received ${measured}`);
  }
}

function failed(relation: string, measured: string, expected: string): Check {
  return { passed: false, measured, relation, expected };
}

function isCheck(value: unknown): value is Check {
  return typeof value === "object" && value !== null && typeof (value as Check).passed === "boolean";
}

function listOf(value: number | ArrayLike<number>): number[] {
  return typeof value === "number" ? [value] : Array.from(value);
}

function comparable(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  return Array.isArray(value) ? value.map(comparable) : value;
}

function write(value: unknown, number: (value: number) => string = formatNumber): string {
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = Array.from(value as ArrayLike<unknown>);
    const texts = list.map((entry) => write(entry, number));
    const shown = texts.length > 8 ? [...texts.slice(0, 6), "…", texts[texts.length - 1]] : texts;
    return `[${shown.join(", ")}]`;
  }
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
