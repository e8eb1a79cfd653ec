import {
  DataType, integerAttribute, shapeAttribute, tensorAttribute, typeAttribute, type NodeDefinition,
} from "./graphDefinition";
import type { RandomDraw } from "./recording";

/** The nodes of a graph that is being written. Each method adds what it says, and gives the name of the result. */
export class NodeList {
  readonly nodes: NodeDefinition[] = [];

  /** An operation, under a name of its own or the next number. */
  node(
    name: string | null, operation: string, inputs: readonly string[], attributes: Iterable<readonly [string, Buffer]>,
  ): string {
    const own = name ?? `n${this.nodes.length}`;
    this.nodes.push({ name: own, operation, inputs, attributes: new Map(attributes) });
    return own;
  }

  placeholder(name: string, dtype: number, shape: readonly number[]): string {
    return this.node(name, "Placeholder", [], [["dtype", typeAttribute(dtype)], ["shape", shapeAttribute(shape)]]);
  }

  constant(dtype: number, shape: readonly number[], content: Buffer): string {
    return this.node(null, "Const", [], constantAttributes(dtype, shape, content));
  }

  /** A scalar to ask for, which comes when all of these have run. */
  token(name: string, after: readonly string[]): void {
    const waits = after.map((node) => `^${node}`);
    this.node(name, "Const", waits, constantAttributes(DataType.int32, [], Buffer.alloc(4)));
  }

  /** Random numbers, other ones at every run. */
  draw(shape: readonly number[], { operation, shift, scale }: RandomDraw): string {
    const float = typeAttribute(DataType.float32);
    const draw = this.node(null, operation, [this.integers(shape)], [
      ["dtype", float], ["T", typeAttribute(DataType.int32)],
      ["seed", integerAttribute(seed())], ["seed2", integerAttribute(seed())],
    ]);
    const scaled = scale === 1 ? draw : this.node(null, "Mul", [draw, this.scalar(scale)], [["T", float]]);
    return shift === 0 ? scaled : this.node(null, "AddV2", [scaled, this.scalar(shift)], [["T", float]]);
  }

  /** A list of whole numbers. */
  integers(values: readonly number[]): string {
    return this.constant(DataType.int32, [values.length], Buffer.from(Int32Array.from(values).buffer));
  }

  private scalar(value: number): string {
    return this.constant(DataType.float32, [], Buffer.from(Float32Array.of(value).buffer));
  }
}

function constantAttributes(dtype: number, shape: readonly number[], content: Buffer): [string, Buffer][] {
  return [["dtype", typeAttribute(dtype)], ["value", tensorAttribute(dtype, shape, content)]];
}

/** Not zero, which would mean a seed of TensorFlow's own. */
function seed(): number {
  return 1 + Math.floor(Math.random() * 0x7ffffffe);
}
