import { moduleBytes } from "../../assembler";
import { readRows } from "./readRows";
import { addWord } from "./words";

export * from "./memory";

/** The module that reads CSV files. */
export function csvKernelBytes(): Uint8Array {
  return moduleBytes([readRows(), addWord()]);
}
