import type { Bound, Range } from "./type";

/** What the comment of a parameter says: "integer, 1 to 100: how many steps". */
export interface Rule {
  /** The word for its kind, where the comment begins with one. */
  kind?: "number" | "integer" | "boolean" | "string";
  range: Range;
  meaning: string;
}

const NUMBER = String.raw`([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)`;
const KINDS: Record<string, Rule["kind"]> = { number: "number", integer: "integer", boolean: "boolean", string: "string", text: "string" };

type Reader = (numbers: number[]) => Range;
const atLeast = (value: number, open = false): Range => ({ minimum: bound(value, open) });
const atMost = (value: number, open = false): Range => ({ maximum: bound(value, open) });
const bound = (value: number, open: boolean): Bound => ({ value, open });

/** The ways to write a range. */
const CLAUSES: [RegExp, Reader][] = [
  clause(`(?:from )?${NUMBER} to ${NUMBER}`, ([a, b]) => ({ ...atLeast(a!), ...atMost(b!) })),
  clause(`(?:above|>) ?${NUMBER} to ${NUMBER}`, ([a, b]) => ({ ...atLeast(a!, true), ...atMost(b!) })),
  clause(`(?:from )?${NUMBER} to (?:below|<) ?${NUMBER}`, ([a, b]) => ({ ...atLeast(a!), ...atMost(b!, true) })),
  clause(`(?:above|>) ?${NUMBER} to (?:below|<) ?${NUMBER}`, ([a, b]) => ({ ...atLeast(a!, true), ...atMost(b!, true) })),
  clause(`(?:from|at least|>=|≥) ?${NUMBER}`, ([a]) => atLeast(a!)),
  clause(`${NUMBER} or (?:more|above)`, ([a]) => atLeast(a!)),
  clause(`(?:above|more than|>) ?${NUMBER}`, ([a]) => atLeast(a!, true)),
  clause(`(?:up to|at most|<=|≤) ?${NUMBER}`, ([a]) => atMost(a!)),
  clause(`${NUMBER} or (?:less|below)`, ([a]) => atMost(a!)),
  clause(`(?:below|less than|<) ?${NUMBER}`, ([a]) => atMost(a!, true)),
  clause("positive", () => atLeast(0, true)),
  clause("not negative", () => atLeast(0)),
];

function clause(pattern: string, read: Reader): [RegExp, Reader] {
  return [new RegExp(`^${pattern}$`, "i"), read];
}

/**
 * Reads a comment of the form `<kind>[, <range>]: <meaning>`. Any other comment is all meaning.
 * Ranges are written "> 0", "1 to 100", "above 0 to 1", "0 to below 1", "from 0", "0 or more", "at most 5", "positive".
 */
export function readRule(comment: string): Rule {
  const [head = "", ...rest] = comment.split(":");
  const [kindWord, ...words] = head.split(",").map((part) => part.trim());
  const [, word, first] = /^(number|integer|boolean|string|text)s?(?: (.+))?$/i.exec(kindWord ?? "") ?? [];
  const ranges = [...(first ? [first] : []), ...words].map(readRange);
  if (word === undefined || ranges.includes(undefined)) return { range: {}, meaning: comment };
  return { kind: KINDS[word.toLowerCase()], range: Object.assign({}, ...ranges) as Range, meaning: rest.join(":").trim() };
}

function readRange(text: string): Range | undefined {
  for (const [pattern, read] of CLAUSES) {
    const match = pattern.exec(text);
    if (match) return read(match.slice(1).map(Number));
  }
  return undefined;
}
