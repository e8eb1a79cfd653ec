import type { Tensor } from "@tensorflow/tfjs-node";
import { Matrix } from "../arrays";
import { formatColumn } from "./numbers";
import { plain, type Display } from "./display";

type Values = ArrayLike<number | bigint | boolean | string>;

/** So many entries of a long dimension are shown at each end, fewer where that would make more rows than this. */
const mostAtEachEnd = 4;
const mostRows = 40;

/** A tensor, Matrix or typed array as text: type and shape, then the values. @returns undefined for anything else */
export function renderArray(value: unknown): Display | undefined {
  if (value instanceof Matrix)
    return plain(`Matrix ${value.rows} x ${value.columns}\n${formatValues(value.values, [value.rows, value.columns])}`);
  if (isTensor(value)) return plain(tensorText(value));
  if (isTypedArray(value))
    return plain(`${value.constructor.name}(${value.length}) ${formatValues(value, [value.length])}`);
  return undefined;
}

function tensorText(tensor: Tensor): string {
  const head = `Tensor ${tensor.dtype} [${tensor.shape.join(", ")}]`;
  if (tensor.isDisposed) return `${head}, disposed: its values are gone`;
  if (tensor.dtype === "complex64") return `${head}\n${tensor.toString()}`;
  const values = tensor.dataSync();
  return `${head}\n${formatValues(tensor.dtype === "bool" ? Array.from(values, Boolean) : values, tensor.shape)}`;
}

/** Nested brackets, row-major, numbers aligned; only the ends of long dimensions. */
export function formatValues(values: Values, shape: readonly number[]): string {
  const positions = positionsShown(shape);
  const numbers = indicesOf(positions, shape).map((index) => values[index]!);
  const texts = numbers.every((value) => typeof value === "number")
    ? formatColumn(numbers as number[])
    : numbers.map(String);
  const width = shape.length > 1 ? Math.max(0, ...texts.map((text) => text.length)) : 0;
  const next = texts.values();
  return nest(positions, 0, () => (next.next().value as string).padStart(width));
}

/** The positions of each dimension that are shown, -1 standing for those left out. */
function positionsShown(shape: readonly number[], ends = mostAtEachEnd): number[][] {
  const positions = shape.map((length) => positionsOf(length, ends));
  const rows = positions.slice(0, -1).reduce((product, { length }) => product * length, 1);
  return rows <= mostRows || ends === 1 ? positions : positionsShown(shape, ends - 1);
}

function positionsOf(length: number, ends: number): number[] {
  const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
  return length <= 3 * ends ? upTo(length) : [...upTo(ends), -1, ...upTo(ends, length - ends)];
}

/** Where the values at these positions stand. */
function indicesOf(positions: readonly number[][], shape: readonly number[]): number[] {
  let indices = [0];
  positions.forEach((shown, dimension) => {
    indices = indices.flatMap((index) => shown.filter((i) => i >= 0).map((i) => index * shape[dimension]! + i));
  });
  return indices;
}

function nest(positions: readonly number[][], level: number, next: () => string): string {
  if (level === positions.length) return next();
  const parts = positions[level]!.map((i) => (i < 0 ? "…" : nest(positions, level + 1, next)));
  const below = positions.length - 1 - level;
  const separator = below === 0 ? ", " : `,${"\n".repeat(below)}${" ".repeat(level + 1)}`;
  return `[${parts.join(separator)}]`;
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null && "dataSync" in value && "dtype" in value && "shape" in value;
}

function isTypedArray(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !Buffer.isBuffer(value);
}
