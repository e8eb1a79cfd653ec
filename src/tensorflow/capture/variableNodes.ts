import type { Variable } from "@tensorflow/tfjs";
import { DataType, shapeAttribute, stringAttribute, typeAttribute, type NodeDefinition } from "./graphDefinition";
import { names } from "./names";
import type { NodeList } from "./nodeList";
import type { FusedUpdate } from "./recording";

/** Writes a graph's variables: how they are filled and asked for, and each step's readings and changes in their order. */
export class VariableNodes {
  private readonly indexOf: ReadonlyMap<Variable, number>;
  /** The value of each variable that is not changed in place, after the steps so far. */
  private readonly current = new Map<Variable, string>();
  /** The last operation that changed each of the others. */
  private readonly lastChange = new Map<Variable, string>();
  private readonly readAtStart = new Map<Variable, string>();
  private readonly lastRead = new Map<Variable, string>();

  constructor(private readonly list: NodeList, variables: readonly Variable[]) {
    this.indexOf = new Map(variables.map((variable, index) => [variable, index]));
    variables.forEach((variable, index) => this.declare(variable, index));
  }

  /** The name of what a variable holds when a step begins. */
  read(variable: Variable, step: number): string {
    const current = this.current.get(variable);
    if (current) return current;
    const change = this.lastChange.get(variable);
    // Before any change in place, one reading serves all steps.
    const known = this.readAtStart.get(variable);
    if (known && !change) return known;
    const after = change ? [`^${change}`] : [];
    const read = this.list.node(`r${this.indexOf.get(variable)}_${step}`, "ReadVariableOp", [this.handle(variable), ...after], [
      ["dtype", dtypeAttribute(variable)],
    ]);
    if (!change) this.readAtStart.set(variable, read);
    this.lastRead.set(variable, read);
    return read;
  }

  /** From now on the variable holds this. */
  assign(variable: Variable, value: string): void {
    this.current.set(variable, value);
  }

  /**
   * Changes variables in place at the end of a step.
   * @param inputs the names of each update's inputs
   * @param nodes those of the step, which need the old values
   */
  update(updates: readonly FusedUpdate[], inputs: readonly string[][], nodes: readonly NodeDefinition[]): void {
    const readers = readersAmong(nodes);
    updates.forEach(({ operation, targets, attributes }, index) => {
      const handles = targets.map((target) => this.handle(target));
      const waits = this.before(targets, readers).map((name) => `^${name}`);
      const change = this.list.node(null, operation, [...handles, ...inputs[index], ...waits], attributes);
      for (const target of targets) this.lastChange.set(target, change);
    });
  }

  /** Hands the variables their last values; gives the names of what ends the graph. */
  writeEnd(): string[] {
    const assigned = [...this.current].map(([variable, value]) => {
      const after = this.readAtStart.has(variable) ? [`^${this.readAtStart.get(variable)}`] : [];
      const name = `e${this.indexOf.get(variable)}`;
      return this.list.node(name, "AssignVariableOp", [this.handle(variable), value, ...after], [
        ["dtype", dtypeAttribute(variable)],
      ]);
    });
    return [...this.lastChange.values(), ...assigned];
  }

  private declare(variable: Variable, index: number): void {
    const { list } = this;
    const dtype = dtypeAttribute(variable);
    const handle = list.node(this.handle(variable), "VarHandleOp", [], [
      ["dtype", dtype], ["shape", shapeAttribute(variable.shape)], ["shared_name", stringAttribute(this.handle(variable))],
    ]);
    list.placeholder(names.given(index), DataType[variable.dtype], variable.shape);
    const assign = list.node(`b${index}`, "AssignVariableOp", [handle, names.given(index)], [["dtype", dtype]]);
    list.token(names.taken(index), [assign]);
    list.node(names.value(index), "ReadVariableOp", [handle], [["dtype", dtype]]);
  }

  private handle(variable: Variable): string {
    return `h${this.indexOf.get(variable)}`;
  }

  /** What must have run before these change: their changes so far, and whoever needs their old values. */
  private before(targets: readonly Variable[], readers: ReadonlyMap<string, string[]>): string[] {
    return [...new Set(targets.flatMap((target) => {
      const change = this.lastChange.get(target);
      return [...change ? [change] : [], ...readers.get(this.lastRead.get(target) ?? "") ?? []];
    }))];
  }
}

/** Who reads what, by the name of what is read. */
function readersAmong(nodes: readonly NodeDefinition[]): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { name, inputs } of nodes) {
    for (const input of inputs) readers.set(input, [...readers.get(input) ?? [], name]);
  }
  return readers;
}

function dtypeAttribute({ dtype }: Variable): Buffer {
  return typeAttribute(DataType[dtype]);
}
