import { DataType } from "./graphDefinition";
import type { TensorMetadata } from "./native";

/** Operations whose results' shapes, or whose draws or effects, a graph would freeze or repeat. */
const REFUSED = new RegExp(`^(${[
  "NonMaxSuppression", "Unique", "Where", "Dynamic", "Sparse", "Ragged", "Multinomial", "Random", "Stateless", ".*Summary",
  ".*Variable", ".*Resource", "VarHandle", "Print", "Decode", "Encode", "String", "StaticRegex",
].join("|")})`);

const NUMERIC = new Set<number>([DataType.float32, DataType.int32, DataType.bool, DataType.complex64]);

/** Why an operation that gave these results cannot be a part of a graph; null when it can. */
export function objectionTo(name: string, results: readonly TensorMetadata[]): string | null {
  if (REFUSED.test(name)) return `it uses the operation ${name}`;
  if (results.some(({ dtype }) => !NUMERIC.has(dtype))) return `it works on strings or resources (${name})`;
  return null;
}
