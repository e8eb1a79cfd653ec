import type { Variable } from "@tensorflow/tfjs";
import { isCastToItself, isPlainProduct } from "./equivalents";
import { DataType, shapeAttribute, stringAttribute, typeAttribute, type NodeDefinition } from "./graphDefinition";
import { NodeList } from "./nodeList";
import {
  typeOf, variablesOf, type Constant, type FusedUpdate, type Operation, type Outer, type Recording, type Source, type Value,
} from "./recording";
import { Reshaped } from "./reshaped";

/** The name of a source in the graph, or what becomes one when it is needed. */
type Written = string | Reshaped;

/** A graph of one or several steps, and the names by which to run it. */
export interface StepGraph {
  readonly nodes: readonly NodeDefinition[];
  readonly variables: readonly Variable[];
  readonly outers: readonly Outer[];
  /** What JavaScript works out for each step. */
  readonly scheduled: readonly Constant[];
}

/** Names of what a graph is fed with and asked for; short, because the interface compares them at every call. */
export const names = {
  argument: (index: number, step: number) => `a${index}_${step}`,
  scheduled: (index: number, step: number) => `s${index}_${step}`,
  outer: (index: number) => `x${index}`,
  result: (index: number, step: number) => `y${index}_${step}`,
  /** A variable's new value from outside, and what says that it was taken. */
  given: (index: number) => `g${index}`,
  taken: (index: number) => `t${index}`,
  /** A variable's value. */
  value: (index: number) => `v${index}`,
  /** Runs the steps. */
  run: "run",
};

/** Writes a recording as a graph that does the step `steps` times, each with arguments of its own. */
export function stepGraph(recording: Recording, steps: number): StepGraph {
  const writer = new GraphWriter(recording);
  for (let step = 0; step < steps; step++) writer.writeStep(step);
  writer.writeEnd();
  const { nodes, variables, outers, scheduled } = writer;
  return { nodes, variables, outers, scheduled };
}

class GraphWriter extends NodeList {
  readonly variables: readonly Variable[];
  readonly outers: readonly Outer[];
  readonly scheduled: readonly Constant[];
  private readonly indexOf: ReadonlyMap<Variable, number>;
  /** The value of each variable that is not changed in place, after the steps so far. */
  private readonly current = new Map<Variable, string>();
  /** The last operation that changed each of the others. */
  private readonly lastChange = new Map<Variable, string>();
  private readonly readAtStart = new Map<Variable, string>();
  private readonly lastRead = new Map<Variable, string>();
  private readonly constants = new Map<Source, string>();

  constructor(private readonly recording: Recording) {
    super();
    this.variables = variablesOf(recording);
    this.indexOf = new Map(this.variables.map((variable, index) => [variable, index]));
    this.outers = recording.sources.filter((source): source is Outer => source.kind === "outer");
    this.scheduled = recording.sources.filter((source): source is Constant => isScheduled(source));
    this.variables.forEach((variable, index) => this.writeVariable(variable, index));
    this.outers.forEach((outer, index) => this.placeholder(names.outer(index), outer.dtype, outer.shape));
  }

  writeStep(step: number): void {
    const { sources, results, updates, fusedUpdates } = this.recording;
    const start = this.nodes.length;
    const written = new Map<Source, Written>();
    const name = ({ source, output }: Value) => reference(this.resolve(written.get(source)!), output);
    const input = (value: Value) => written.get(value.source)!;
    for (const source of sources) written.set(source, this.writeSource(source, step, input));
    results.forEach((value, index) => {
      this.node(names.result(index, step), "Identity", [name(value)], [["T", typeAttribute(typeOf(value).dtype)]]);
    });
    const news = [...updates].map(([variable, value]) => [variable, name(value)] as const);
    const inputs = fusedUpdates.map((fused) => fused.inputs.map(name));
    const readers = this.readersAmong(this.nodes.slice(start));
    fusedUpdates.forEach((fused, index) => this.writeFused(fused, inputs[index], readers));
    for (const [variable, value] of news) this.current.set(variable, value);
  }

  /** Who reads the variables that change in place. */
  private readersAmong(nodes: readonly NodeDefinition[]): Map<string, string[]> {
    const readers = new Map<string, string[]>();
    for (const { name, inputs } of nodes) {
      for (const input of inputs) readers.set(input, [...readers.get(input) ?? [], name]);
    }
    return readers;
  }

  /** Hands the variables their last values. */
  writeEnd(): void {
    const ends = [...this.lastChange.values()];
    for (const variable of this.recording.updates.keys()) {
      const index = this.indexOf.get(variable)!;
      const after = this.readAtStart.has(variable) ? [`^${this.readAtStart.get(variable)}`] : [];
      ends.push(this.node(`e${index}`, "AssignVariableOp", [`h${index}`, this.current.get(variable)!, ...after], [
        ["dtype", typeAttribute(dtypeNumber(variable))],
      ]));
    }
    this.token(names.run, ends);
  }

  private writeVariable(variable: Variable, index: number): void {
    const dtype = typeAttribute(dtypeNumber(variable));
    const handle = this.node(`h${index}`, "VarHandleOp", [], [
      ["dtype", dtype], ["shape", shapeAttribute(variable.shape)], ["shared_name", stringAttribute(`h${index}`)],
    ]);
    this.placeholder(names.given(index), dtypeNumber(variable), variable.shape);
    const assign = this.node(`b${index}`, "AssignVariableOp", [handle, names.given(index)], [["dtype", dtype]]);
    this.token(names.taken(index), [assign]);
    this.node(names.value(index), "ReadVariableOp", [handle], [["dtype", dtype]]);
  }

  private writeSource(source: Source, step: number, input: (value: Value) => Written): Written {
    switch (source.kind) {
      case "argument": return this.placeholder(names.argument(source.index, step), source.dtype, source.shape);
      case "outer": return names.outer(this.outers.indexOf(source));
      case "variable": return this.readVariable(source.variable, step);
      case "constant": return this.writeConstant(source, step);
      case "operation": return this.writeOperation(source, input);
    }
  }

  private writeOperation(operation: Operation, input: (value: Value) => Written): Written {
    const { name, attributes, inputs } = operation;
    if (name === "Reshape") return this.reshape(input(inputs[0]), inputs[0], operation.outputs[0].shape);
    if (isCastToItself(operation) && inputs[0].output === 0) return input(inputs[0]);
    if (isPlainProduct(operation)) return this.writeProduct(operation, input);
    const given = inputs.map((value) => reference(this.resolve(input(value)), value.output));
    return this.node(null, name, given, attributes);
  }

  /** A stack of one matrix times another, as the product of the two. */
  private writeProduct({ inputs, outputs, attributes }: Operation, input: (value: Value) => Written): Written {
    const matrices = inputs.map((value) => (
      this.resolve(this.reshape(input(value), value, typeOf(value).shape.slice(-2)))));
    const product = this.node(null, "MatMul", matrices, [
      ["T", attributes.get("T")!], ["transpose_a", attributes.get("adj_x")!], ["transpose_b", attributes.get("adj_y")!],
    ]);
    const [{ dtype, shape }] = outputs;
    return new Reshaped(product, shape.slice(-2), dtype, shape);
  }

  private reshape(written: Written, value: Value, shape: readonly number[]): Reshaped {
    const { dtype, shape: from } = typeOf(value);
    return written instanceof Reshaped
      ? new Reshaped(written.source, written.from, dtype, shape)
      : new Reshaped(reference(written, value.output), from, dtype, shape);
  }

  private resolve(written: Written): string {
    if (typeof written === "string") return written;
    return written.resolve(({ source, dtype, to }) => {
      return this.node(null, "Reshape", [source, this.integers(to)], [
        ["T", typeAttribute(dtype)], ["Tshape", typeAttribute(DataType.int32)],
      ]);
    });
  }

  private readVariable(variable: Variable, step: number): string {
    const current = this.current.get(variable);
    if (current) return current;
    const index = this.indexOf.get(variable)!;
    const change = this.lastChange.get(variable);
    // Before any change in place, one reading serves all steps.
    const known = this.readAtStart.get(variable);
    if (known && !change) return known;
    const after = change ? [`^${change}`] : [];
    const read = this.node(`r${index}_${step}`, "ReadVariableOp", [`h${index}`, ...after], [
      ["dtype", typeAttribute(dtypeNumber(variable))],
    ]);
    if (!change) this.readAtStart.set(variable, read);
    this.lastRead.set(variable, read);
    return read;
  }

  private writeConstant(constant: Constant, step: number): string {
    const { dtype, shape, content, random } = constant;
    if (isScheduled(constant)) {
      return this.placeholder(names.scheduled(this.scheduled.indexOf(constant), step), dtype, shape);
    }
    if (random) return this.draw(shape, random);
    const known = this.constants.get(constant);
    if (known) return known;
    const name = this.constant(dtype, shape, content);
    this.constants.set(constant, name);
    return name;
  }

  private writeFused(
    { operation, targets, attributes }: FusedUpdate, inputs: readonly string[], readers: ReadonlyMap<string, string[]>,
  ): void {
    const after = new Set<string>();
    for (const target of targets) {
      if (this.lastChange.has(target)) after.add(this.lastChange.get(target)!);
      // Once nobody needs the old value, it can change in place.
      for (const reader of readers.get(this.lastRead.get(target) ?? "") ?? []) after.add(reader);
    }
    const handles = targets.map((target) => `h${this.indexOf.get(target)}`);
    const waits = [...after].map((name) => `^${name}`);
    const change = this.node(null, operation, [...handles, ...inputs, ...waits], attributes);
    for (const target of targets) this.lastChange.set(target, change);
  }
}

function reference(name: string, output: number): string {
  return output === 0 ? name : `${name}:${output}`;
}

function isScheduled(source: Source): boolean {
  return source.kind === "constant" && source.scheduled !== undefined;
}

function dtypeNumber({ dtype }: Variable): number {
  return DataType[dtype];
}
