import {
  booleanAttribute, floatAttribute, integerAttribute, listAttribute, shapeAttribute, stringAttribute, typeAttribute,
} from "./graphDefinition";
import type { Binding, OperationAttribute } from "./native";

/** The attributes of an operation as tfjs-node gives them, encoded for a graph. */
export function encodeAttributes(attributes: readonly OperationAttribute[], binding: Binding): Map<string, Buffer> {
  return new Map(attributes.map((attribute) => [attribute.name, encode(attribute, binding)]));
}

function encode({ type, value }: OperationAttribute, binding: Binding): Buffer {
  const list = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_TYPE: return typeAttribute(Number(value));
    case binding.TF_ATTR_STRING: return stringAttribute(String(value));
    case binding.TF_ATTR_SHAPE: return shapeAttribute(value as number[]);
    case binding.TF_ATTR_BOOL: return list ? listAttribute(value, 5) : booleanAttribute(Boolean(value));
    case binding.TF_ATTR_FLOAT: return list ? listAttribute(value, 4) : floatAttribute(Number(value));
    case binding.TF_ATTR_INT: return list ? listAttribute(value, 3) : integerAttribute(Number(value));
    default: throw new Error(`TensorFlow attribute type ${type} cannot be written into a graph.`);
  }
}
