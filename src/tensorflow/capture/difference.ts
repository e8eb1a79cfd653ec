import { createHash } from "node:crypto";
import type { Recording, Source, Value } from "./recording";
import { describe } from "./structure";

/**
 * Why two recordings of a step are not the same, or null when they are. What differs hangs on something that a graph
 * would freeze: a counter, the time, a tensor picked by JavaScript.
 */
export function difference(first: Recording, second: Recording): string | null {
  const [a, b] = [first.sources, second.sources];
  const [linesOfA, linesOfB] = [lines(first), lines(second)];
  const index = linesOfA.findIndex((line, k) => line !== linesOfB[k]);
  if (index < 0 && linesOfA.length === linesOfB.length) return null;
  const [before, after] = [a[index], b[index]];
  if (before?.kind === "constant" && after?.kind === "constant") {
    return `a value made in JavaScript changes from call to call (a tensor of shape [${before.shape.join()}])`;
  }
  if (before?.kind === "outer" && after?.kind === "outer") return "it uses another tensor from outside at each call";
  return "it does other operations from call to call";
}

/** A line for each source, in their order, then for what the step leaves behind. */
function lines({ sources, structure, results, updates, fusedUpdates }: Recording): string[] {
  const numbers = new Map(sources.map((source, index) => [source, index]));
  const point = ({ source, output }: Value) => `${numbers.get(source)}:${output}`;
  const changed = [...updates].map(([variable, value]) => `${variable.id}=${point(value)}`);
  const fused = fusedUpdates.map(({ operation, targets, inputs, attributes }) => (
    `${operation}(${targets.map(({ id }) => id)}; ${inputs.map(point)})${encoded(attributes)}`));
  return [
    ...sources.map((source) => line(source, point)), describe(structure), results.map(point).join(), ...changed, ...fused,
  ];
}

function line(source: Source, point: (value: Value) => string): string {
  switch (source.kind) {
    case "argument": return `argument ${source.index}`;
    case "variable": return `variable ${source.variable.id}`;
    case "outer": return `outer ${identity(source.dataId)}`;
    case "operation": return `${source.name}(${source.inputs.map(point).join()})${encoded(source.attributes)}`;
    case "constant": {
      const { dtype, shape, content, random, scheduled } = source;
      const value = scheduled ? "scheduled" : random ? JSON.stringify(random) : hash(content);
      return `constant ${dtype}[${shape.join()}] ${value}`;
    }
  }
}

function encoded(attributes: ReadonlyMap<string, Buffer>): string {
  return [...attributes].map(([name, value]) => ` ${name}=${value.toString("base64")}`).join("");
}

function hash(content: Buffer): string {
  return content.length <= 64 ? content.toString("base64") : createHash("sha256").update(content).digest("base64");
}

function identity(dataId: object): string {
  return describe({ kind: "other", value: dataId });
}
