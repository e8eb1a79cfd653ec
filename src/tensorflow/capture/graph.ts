import type { Variable } from "@tensorflow/tfjs";
import { typeAttribute, type NodeDefinition } from "./graphDefinition";
import { names } from "./names";
import { NodeList } from "./nodeList";
import { OperationNodes, type Written } from "./operationNodes";
import { typeOf, variablesOf, type Constant, type Outer, type Recording, type Source, type Value } from "./recording";
import { VariableNodes } from "./variableNodes";

export { names };

/** A graph of one or several steps, and what to run it with. */
export interface StepGraph {
  readonly nodes: readonly NodeDefinition[];
  readonly variables: readonly Variable[];
  readonly outers: readonly Outer[];
  /** What JavaScript works out for each step. */
  readonly scheduled: readonly Constant[];
}

/** Writes a recording as a graph that does the step `steps` times, each with arguments of its own. */
export function stepGraph(recording: Recording, steps: number): StepGraph {
  const writer = new GraphWriter(recording);
  for (let step = 0; step < steps; step++) writer.writeStep(step);
  writer.writeEnd();
  const { list: { nodes }, variables, outers, scheduled } = writer;
  return { nodes, variables, outers, scheduled };
}

class GraphWriter {
  readonly list = new NodeList();
  readonly variables: readonly Variable[];
  readonly outers: readonly Outer[];
  readonly scheduled: readonly Constant[];
  private readonly variableNodes: VariableNodes;
  private readonly operationNodes = new OperationNodes(this.list);
  /** Those that all steps share. */
  private readonly constants = new Map<Constant, string>();

  constructor(private readonly recording: Recording) {
    const { sources } = recording;
    this.variables = variablesOf(recording);
    this.outers = sources.filter((source): source is Outer => source.kind === "outer");
    this.scheduled = sources.filter((source): source is Constant => source.kind === "constant" && isScheduled(source));
    this.variableNodes = new VariableNodes(this.list, this.variables);
    this.outers.forEach((outer, index) => this.list.placeholder(names.outer(index), outer.dtype, outer.shape));
  }

  writeStep(step: number): void {
    const { list, variableNodes, recording: { sources, results, updates, fusedUpdates } } = this;
    const start = list.nodes.length;
    const written = new Map<Source, Written>();
    const input = ({ source }: Value) => written.get(source)!;
    const name = (value: Value) => this.operationNodes.name(input(value), value.output);
    for (const source of sources) written.set(source, this.write(source, step, input));
    results.forEach((value, index) => {
      list.node(names.result(index, step), "Identity", [name(value)], [["T", typeAttribute(typeOf(value).dtype)]]);
    });
    const assigned = [...updates].map(([variable, value]) => [variable, name(value)] as const);
    const inputs = fusedUpdates.map((fused) => fused.inputs.map(name));
    variableNodes.update(fusedUpdates, inputs, list.nodes.slice(start));
    for (const [variable, value] of assigned) variableNodes.assign(variable, value);
  }

  writeEnd(): void {
    this.list.token(names.run, this.variableNodes.writeEnd());
  }

  private write(source: Source, step: number, input: (value: Value) => Written): Written {
    switch (source.kind) {
      case "argument": return this.list.placeholder(names.argument(source.index, step), source.dtype, source.shape);
      case "outer": return names.outer(this.outers.indexOf(source));
      case "variable": return this.variableNodes.read(source.variable, step);
      case "constant": return this.writeConstant(source, step);
      case "operation": return this.operationNodes.write(source, input);
    }
  }

  private writeConstant(constant: Constant, step: number): string {
    const { list, constants } = this;
    const { dtype, shape, content, random } = constant;
    if (isScheduled(constant)) {
      return list.placeholder(names.scheduled(this.scheduled.indexOf(constant), step), dtype, shape);
    }
    if (random) return list.draw(shape, random);
    const name = constants.get(constant) ?? list.constant(dtype, shape, content);
    constants.set(constant, name);
    return name;
  }
}

function isScheduled({ scheduled }: Constant): boolean {
  return scheduled !== undefined;
}
