import { Message } from "./protobuf";

/** An operation of a TensorFlow graph. */
export interface NodeDefinition {
  readonly name: string;
  readonly operation: string;
  /** `name`, `name:1` for another output than the first, `^name` to run after it. */
  readonly inputs: readonly string[];
  /** Encoded values by name. */
  readonly attributes: ReadonlyMap<string, Buffer>;
}

/** TensorFlow's numbers for the types of data. */
export const DataType = { float32: 1, int32: 3, int8: 6, string: 7, complex64: 8, bool: 10, resource: 20 } as const;

/** The version of graphs written here; TensorFlow reads older ones for years. */
const PRODUCER = 1087;

export function typeAttribute(dtype: number): Buffer {
  return new Message().integer(6, dtype).encode();
}

export function integerAttribute(value: number): Buffer {
  return new Message().integer(3, value).encode();
}

export function floatAttribute(value: number): Buffer {
  return new Message().float(4, value).encode();
}

export function booleanAttribute(value: boolean): Buffer {
  return new Message().integer(5, value).encode();
}

export function stringAttribute(value: string): Buffer {
  return new Message().bytes(2, value).encode();
}

export function shapeAttribute(shape: readonly number[]): Buffer {
  return new Message().bytes(7, shapeMessage(shape)).encode();
}

/** A list of whole numbers (field 3), floats (4) or booleans (5). */
export function listAttribute(values: readonly (number | boolean)[], field: 3 | 4 | 5): Buffer {
  const list = new Message();
  for (const value of values) {
    if (field === 4) list.float(field, Number(value));
    else list.integer(field, value);
  }
  return new Message().bytes(1, list).encode();
}

export function tensorAttribute(dtype: number, shape: readonly number[], content: Buffer): Buffer {
  const tensor = new Message().integer(1, dtype).bytes(2, shapeMessage(shape)).bytes(4, content);
  return new Message().bytes(8, tensor).encode();
}

function shapeMessage(shape: readonly number[]): Message {
  const message = new Message();
  for (const size of shape) message.bytes(2, new Message().integer(1, size));
  return message;
}

/** The file `saved_model.pb` of a graph, under the tag `serve`. */
export function savedModel(nodes: readonly NodeDefinition[]): Buffer {
  const graph = new Message();
  for (const node of nodes) graph.bytes(1, nodeMessage(node));
  graph.bytes(4, new Message().integer(1, PRODUCER));
  const metaGraph = new Message().bytes(1, new Message().bytes(4, "serve")).bytes(2, graph);
  return new Message().integer(1, 1).bytes(2, metaGraph).encode();
}

function nodeMessage({ name, operation, inputs, attributes }: NodeDefinition): Message {
  const message = new Message().bytes(1, name).bytes(2, operation);
  for (const input of inputs) message.bytes(3, input);
  for (const [key, value] of attributes) message.bytes(5, new Message().bytes(1, key).bytes(2, value));
  return message;
}
