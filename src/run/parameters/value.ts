import { refuse } from "../../errors";
import type { Parameter } from "./declarations";
import { typeRule, type ParameterType, type ParameterValue, type Range } from "./type";

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** A parameter's value from words such as `0.3`, `true`, `adam`, `1,2,3` or `[1, 2, 3]`. @throws InputError */
export function valueFromText(parameter: Parameter, text: string): ParameterValue {
  const value = readText(parameter.type, text.trim());
  if (value === undefined || !fits(parameter.type, value)) refuseValue(parameter, text);
  return value;
}

/** A parameter's value from a file: of its type, or words for it. @throws InputError */
export function valueFromData(parameter: Parameter, data: unknown): ParameterValue {
  if (fits(parameter.type, data)) return data;
  return typeof data === "string" ? valueFromText(parameter, data) : refuseValue(parameter, data);
}

function refuseValue({ name, type }: Parameter, value: unknown): never {
  return refuse(name, typeRule(type), Array.isArray(value) ? JSON.stringify(value) : value);
}

/** What the words stand for in this type; undefined when they cannot stand for anything in it. */
function readText(type: ParameterType, text: string): ParameterValue | undefined {
  switch (type.kind) {
    case "number":
    case "integer": return NUMBER.test(text) ? Number(text) : undefined;
    case "boolean": return text === "true" ? true : text === "false" ? false : undefined;
    case "string": return text;
    case "literal": return text === String(type.value) || text === JSON.stringify(type.value) ? type.value : undefined;
    case "union": return type.of.map((part) => readFitting(part, text)).find((value) => value !== undefined);
    case "array": return readList(type.of, text);
    case "other": return undefined;
  }
}

function readFitting(type: ParameterType, text: string): ParameterValue | undefined {
  const value = readText(type, text);
  return value !== undefined && fits(type, value) ? value : undefined;
}

function readList(element: ParameterType, text: string): ParameterValue | undefined {
  if (text.startsWith("[")) {
    const list = asJson(text);
    return Array.isArray(list) ? (list as ParameterValue[]) : undefined;
  }
  const values = text === "" ? [] : text.split(",").map((part) => readText(element, part.trim()));
  return values.includes(undefined) ? undefined : (values as ParameterValue[]);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a value is of a type and in its range. */
function fits(type: ParameterType, value: unknown): value is ParameterValue {
  switch (type.kind) {
    case "number": return typeof value === "number" && Number.isFinite(value) && isWithin(type.range, value);
    case "integer": return Number.isInteger(value) && isWithin(type.range, value as number);
    case "boolean": return typeof value === "boolean";
    case "string": return typeof value === "string";
    case "literal": return value === type.value;
    case "union": return type.of.some((part) => fits(part, value));
    case "array": return Array.isArray(value) && value.every((element) => fits(type.of, element));
    case "other": return false;
  }
}

function isWithin({ minimum, maximum }: Range, value: number): boolean {
  const above = !minimum || value > minimum.value || (value === minimum.value && !minimum.open);
  const below = !maximum || value < maximum.value || (value === maximum.value && !maximum.open);
  return above && below;
}
