import type { Tensor } from "@tensorflow/tfjs-node";
import { Matrix } from "../arrays";
import { formatColumn } from "./numbers";
import { plain, type Display } from "./display";

type Values = ArrayLike<number | bigint | boolean | string>;

/** Dimensions longer than this are cut in the middle. */
const longest = 12;
const shownAtEachEnd = 4;

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
  const shown = indicesShown(shape);
  const numbers = shown.map((index) => values[index]!);
  const texts = numbers.every((value) => typeof value === "number")
    ? formatColumn(numbers as number[])
    : numbers.map(String);
  const width = shape.length > 1 ? Math.max(0, ...texts.map((text) => text.length)) : 0;
  const next = texts.values();
  return nest(shape, 0, () => (next.next().value as string).padStart(width));
}

function indicesShown(shape: readonly number[]): number[] {
  let indices = [0];
  for (const length of shape) {
    indices = indices.flatMap((index) =>
      positions(length)
        .filter((i) => i >= 0)
        .map((i) => index * length + i),
    );
  }
  return indices;
}

/** The positions of a dimension that are shown, -1 standing for those left out. */
function positions(length: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  return length <= longest ? all : [...all.slice(0, shownAtEachEnd), -1, ...all.slice(-shownAtEachEnd)];
}

function nest(shape: readonly number[], level: number, next: () => string): string {
  if (level === shape.length) return next();
  const parts = positions(shape[level]!).map((i) => (i < 0 ? "…" : nest(shape, level + 1, next)));
  const separator =
    level === shape.length - 1 ? ", " : `,${"\n".repeat(shape.length - 1 - level)}${" ".repeat(level + 1)}`;
  return `[${parts.join(separator)}]`;
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null && "dataSync" in value && "dtype" in value && "shape" in value;
}

function isTypedArray(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !Buffer.isBuffer(value);
}
