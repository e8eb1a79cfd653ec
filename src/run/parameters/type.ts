/** A bound of a number; `open` when the bound itself is not allowed. */
export interface Bound {
  value: number;
  open: boolean;
}

/** The numbers that a parameter may take. */
export interface Range {
  minimum?: Bound;
  maximum?: Bound;
}

/** What a parameter may be, as its declaration and its comment say. */
export type ParameterType =
  | { kind: "number" | "integer"; range: Range }
  | { kind: "boolean" }
  | { kind: "string" }
  | { kind: "literal"; value: Scalar }
  | { kind: "union"; of: ParameterType[] }
  | { kind: "array"; of: ParameterType }
  /** A type that a command line cannot set, as TypeScript writes it. */
  | { kind: "other"; text: string };

export type Scalar = number | string | boolean | null;

/** A value that a parameter can be given from outside. */
export type ParameterValue = Scalar | ParameterValue[];

/** The type in a word or two: "integer", "number[]", `"adam" | "sgd"`. */
export function typeName(type: ParameterType): string {
  switch (type.kind) {
    case "literal": return JSON.stringify(type.value);
    case "union": return type.of.map(typeName).join(" | ");
    case "array": return type.of.kind === "union" ? `(${typeName(type.of)})[]` : `${typeName(type.of)}[]`;
    case "other": return type.text;
    default: return type.kind;
  }
}

/** The type's range: "> 0", "1 to 10000", "at least 0"; empty where there is none. */
export function rangeText(type: ParameterType): string {
  if (type.kind === "array") return rangeText(type.of);
  if (type.kind === "union") return type.of.map(rangeText).find(Boolean) ?? "";
  if (type.kind !== "number" && type.kind !== "integer") return "";
  const { minimum, maximum } = type.range;
  if (minimum && maximum && !minimum.open && !maximum.open) return `${minimum.value} to ${maximum.value}`;
  const parts = [
    ...(minimum ? [`${minimum.open ? ">" : ">="} ${minimum.value}`] : []),
    ...(maximum ? [`${maximum.open ? "<" : "<="} ${maximum.value}`] : []),
  ];
  return parts.join(", ");
}

const ARTICLES: Record<string, string> = { number: "a number", integer: "an integer", boolean: "true or false", string: "a text" };

/** The type as a rule, so that "expected <rule>" reads well. */
export function typeRule(type: ParameterType): string {
  switch (type.kind) {
    case "literal": return JSON.stringify(type.value);
    case "union": return `one of ${type.of.map(typeRule).join(", ")}`;
    case "array": return `a list, each ${typeRule(type.of)}`;
    case "other": return "a parameter of numbers, texts, true or false, or lists of them";
    default: return [ARTICLES[type.kind], rangeText(type)].filter(Boolean).join(", ");
  }
}
