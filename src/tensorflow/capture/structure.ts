import type { Tensor } from "@tensorflow/tfjs";
import { loadTensorFlow } from "../load";

/** Nested arrays and plain objects with places for tensors in them. */
export type Structure =
  | { readonly kind: "tensor" }
  | { readonly kind: "list"; readonly items: readonly Structure[] }
  | { readonly kind: "record"; readonly entries: readonly (readonly [string, Structure])[] }
  | { readonly kind: "other"; readonly value: unknown };

/** Takes the tensors out of nested arrays and plain objects, in order. */
export function takeApart(value: unknown, tensors: Tensor[]): Structure {
  const tf = loadTensorFlow();
  if (value instanceof tf.Tensor && !(value instanceof tf.Variable)) {
    tensors.push(value);
    return { kind: "tensor" };
  }
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => takeApart(item, tensors)) };
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([name, item]) => [name, takeApart(item, tensors)] as const);
    return { kind: "record", entries };
  }
  return { kind: "other", value };
}

/** Puts tensors back where they were, in the same order. */
export function putTogether(structure: Structure, tensors: Iterator<Tensor>): unknown {
  if (structure.kind === "tensor") return tensors.next().value;
  if (structure.kind === "list") return structure.items.map((item) => putTogether(item, tensors));
  if (structure.kind === "other") return structure.value;
  return Object.fromEntries(structure.entries.map(([name, item]) => [name, putTogether(item, tensors)]));
}

/** Two structures with the same description differ in the tensors' values at most. */
export function describe(structure: Structure): string {
  if (structure.kind === "tensor") return "tensor";
  if (structure.kind === "list") return `[${structure.items.map(describe).join()}]`;
  if (structure.kind === "other") return describeOther(structure.value);
  return `{${structure.entries.map(([name, item]) => `${JSON.stringify(name)}:${describe(item)}`).join()}}`;
}

/** The shapes and types of tensors, as a signature. */
export function describeTensors(tensors: readonly Tensor[]): string {
  return tensors.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join(" ");
}

function describeOther(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if ((typeof value === "object" && value !== null) || typeof value === "function") return `object ${identity(value)}`;
  return Object.is(value, -0) ? "-0" : String(value);
}

const identities = new WeakMap<object, number>();
let known = 0;

/** A number for an object, always the same one. */
function identity(value: object): number {
  const number = identities.get(value) ?? ++known;
  identities.set(value, number);
  return number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

