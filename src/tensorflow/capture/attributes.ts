import {
  booleanAttribute, floatAttribute, integerAttribute, listAttribute, shapeAttribute, stringAttribute, typeAttribute,
} from "./graphDefinition";
import type { Binding, OperationAttribute } from "./native";

/** The attributes of an operation as tfjs-node gives them, encoded for a graph; null where one is of no known kind. */
export function encodeAttributes(
  attributes: readonly OperationAttribute[], binding: Binding,
): Map<string, Buffer> | null {
  const encoded = new Map<string, Buffer>();
  for (const attribute of attributes) {
    const value = encode(attribute, binding);
    if (!value) return null;
    encoded.set(attribute.name, value);
  }
  return encoded;
}

function encode({ type, value }: OperationAttribute, binding: Binding): Buffer | null {
  const list = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_TYPE: return typeAttribute(Number(value));
    case binding.TF_ATTR_STRING: return stringAttribute(String(value));
    case binding.TF_ATTR_SHAPE: return shapeAttribute(value as number[]);
    case binding.TF_ATTR_BOOL: return list ? listAttribute(value, 5) : booleanAttribute(Boolean(value));
    case binding.TF_ATTR_FLOAT: return list ? listAttribute(value, 4) : floatAttribute(Number(value));
    case binding.TF_ATTR_INT: return list ? listAttribute(value, 3) : integerAttribute(Number(value));
    default: return null;
  }
}
