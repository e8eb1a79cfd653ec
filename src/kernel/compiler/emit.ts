import type { Bindings } from "./bindings";
import { Boxes } from "./boxes";
import type { BoundFile, Checker } from "./engine";
import { eraseTypes, mappingsOf } from "./eraseTypes";
import { rewriteCell } from "./rewrite";
import { sourceMapOf } from "./sourceMap";

/** A cell's JavaScript: a function that `evaluator/scope` calls, and where its lines come from. */
export interface Emitted {
  javascript: string;
  sourceMap: string;
}

/** Makes JavaScript of a checked cell. */
export function emitCell(cell: BoundFile, name: string, checker: Checker, bindings: Bindings, names: string[]): Emitted {
  const boxes = new Boxes(cell, checker, bindings);
  const { edited, first, isAsync, isTyped } = rewriteCell(cell, checker, boxes, names);
  const { text, mappings } = isTyped ? eraseTypes(edited, cell, checker) : { text: edited.text, mappings: mappingsOf(edited, cell) };
  return { javascript: `(${boxes.head(isAsync)}${first}\n${text}\n})`, sourceMap: sourceMapOf(name, mappings, 1) };
}
