import assert from "node:assert/strict";
import { runNode, type RunOptions } from "./runNode";

export type TensorFlow = typeof import("@tensorflow/tfjs-node");

/** A calculation that stands on its own, so that it can be sent to another process as text. */
export type Calculation = (tf: TensorFlow) => unknown;

/**
 * The results of named calculations, made in one process of their own; an error is the text "Error: " and its
 * message. Fails when that process prints anything besides.
 */
export async function calculate(
  calculations: Record<string, Calculation>,
  options: RunOptions,
): Promise<Record<string, unknown>> {
  const entries = Object.entries(calculations).map(([name, of]) => `${JSON.stringify(name)}: ${of}`);
  const { stdout, stderr, code } = await runNode(
    `const tf = require("@tensorflow/tfjs-node");
     (async () => {
       const results = {};
       for (const [name, of] of Object.entries({ ${entries.join(",")} })) {
         try { results[name] = await of(tf); } catch (error) { results[name] = "Error: " + error.message; }
       }
       console.log(JSON.stringify(results, (_, value) => Number.isNaN(value) ? "NaN" : value));
     })();`,
    options,
  );
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.equal(stdout.split("\n").length, 2, `printed more than the results: ${stdout}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** That two results have the same shape and that their numbers differ by at most `tolerance`. */
export function assertClose(actual: unknown, expected: unknown, tolerance: number): void {
  assert.doesNotMatch(String(expected), /^Error: /);
  const numbers = (value: unknown): number[] => [value].flat(Infinity) as number[];
  const shape = (value: unknown): unknown => (Array.isArray(value) ? value.map(shape) : typeof value);
  assert.deepEqual(shape(actual), shape(expected));
  numbers(actual).forEach((value, index) => {
    const other = numbers(expected)[index];
    const close = Object.is(value, other) || Math.abs(value - other) <= tolerance;
    assert.ok(close, `${value} is not within ${tolerance} of ${other}, at ${index}`);
  });
}
