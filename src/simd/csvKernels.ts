import { webAssembly, type WebAssemblyModule } from "./webAssembly";

type Kernels = typeof import("./kernels/csv");

/** The kernels for CSV files, apart from those for numbers. */
export interface CsvKernels {
  /** Null where the engine has no SIMD. */
  readonly module: WebAssemblyModule | null;
  /** What stands at the beginning of the memory, and where all that kernels and caller share is. */
  readonly tables: Uint8Array;
  readonly places: Kernels;
}

let compiled: CsvKernels | undefined;

/** Writes and compiles the kernels, once, and when they are first needed. */
export function csvKernels(): CsvKernels {
  if (!compiled) {
    const places = require("./kernels/csv") as Kernels;
    const bytes = places.csvKernelBytes();
    const module = webAssembly?.validate(bytes) ? new webAssembly.Module(bytes) : null;
    compiled = { module, tables: places.tables(), places };
  }
  return compiled;
}
