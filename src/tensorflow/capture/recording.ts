import type { Optimizer, Variable } from "@tensorflow/tfjs";
import type { Structure } from "./structure";

/** Where a value in a recorded step comes from. */
export type Source =
  | Operation
  | Constant
  /** A tensor that the step is called with. */
  | { readonly kind: "argument"; readonly index: number; readonly dtype: number; readonly shape: readonly number[] }
  /** What a variable held when the step began. */
  | { readonly kind: "variable"; readonly variable: Variable; readonly dtype: number; readonly shape: readonly number[] }
  | Outer;

export interface Operation {
  readonly kind: "operation";
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Buffer>;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Output[];
}

/** The type and shape of a value. */
export interface Output {
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** A tensor that JavaScript made while the step ran. */
export interface Constant {
  readonly kind: "constant";
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly content: Buffer;
  /** How TensorFlow draws such values anew; absent for values that stay the same. */
  random?: RandomDraw;
  /** The number for the step that is `ahead` steps ahead; absent for values that stay the same. */
  scheduled?: (ahead: number) => number;
}

/** `shift + scale * draw`, with the draws of one of TensorFlow's operations. */
export interface RandomDraw {
  readonly operation: "RandomUniform" | "RandomStandardNormal" | "TruncatedNormal";
  readonly shift: number;
  readonly scale: number;
}

/** A tensor that was there before, neither argument nor variable. */
export interface Outer {
  readonly kind: "outer";
  readonly dtype: number;
  readonly shape: readonly number[];
  /** tfjs's name of its data: when that is gone, the step would not find it either. */
  readonly dataId: object;
}

/** One output of a source. */
export interface Value {
  readonly source: Source;
  readonly output: number;
}

/** One of TensorFlow's operations that change variables in place, instead of many that compute the same. */
export interface FusedUpdate {
  readonly operation: string;
  /** The variables, in the operation's order. */
  readonly targets: readonly Variable[];
  /** The inputs after the variables. */
  readonly inputs: readonly Value[];
  readonly attributes: ReadonlyMap<string, Buffer>;
}

/** An optimizer that the step used, and its settings then. */
export interface OptimizerUse {
  readonly optimizer: Optimizer;
  /** Whether the learning rate is asked for at every run, or is one of the settings that belong to the step. */
  readonly rate: "asked" | "kept";
  readonly settings: string;
}

/** Everything that one run of a step did. */
export interface Recording {
  /** What results and variables depend on, each after its inputs. */
  readonly sources: readonly Source[];
  readonly structure: Structure;
  readonly results: readonly Value[];
  /** What the variables hold that have changed, but for fused updates. */
  readonly updates: ReadonlyMap<Variable, Value>;
  readonly fusedUpdates: readonly FusedUpdate[];
  readonly optimizers: readonly OptimizerUse[];
  /** Whether the step made variables, as a first one does. */
  readonly madeVariables: boolean;
  /** Why the step cannot become a graph, if so. */
  readonly obstacle: string | null;
}

/** The type and shape of a value. */
export function typeOf({ source, output }: Value): Output {
  return source.kind === "operation" ? source.outputs[output] : source;
}

/** The sources that these values need, in the order in which they were recorded. */
export function reachable(all: readonly Source[], values: readonly Value[]): Source[] {
  const needed = new Set<Source>();
  const open = values.map(({ source }) => source);
  for (let source = open.pop(); source; source = open.pop()) {
    if (needed.has(source)) continue;
    needed.add(source);
    if (source.kind === "operation") open.push(...source.inputs.map((input) => input.source));
  }
  return all.filter((source) => needed.has(source));
}

/** The values that a recording leaves behind, or changes variables by. */
export function neededBy({ results, updates, fusedUpdates }: Pick<Recording, "results" | "updates" | "fusedUpdates">): Value[] {
  return [...results, ...updates.values(), ...fusedUpdates.flatMap(({ inputs }) => inputs)];
}

/** The variables that a recording reads or writes. */
export function variablesOf({ sources, updates, fusedUpdates }: Recording): Variable[] {
  const read = sources.flatMap((source) => (source.kind === "variable" ? [source.variable] : []));
  return [...new Set([...read, ...updates.keys(), ...fusedUpdates.flatMap(({ targets }) => targets)])];
}
