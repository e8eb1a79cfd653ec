import type { CellError, Compilation, CompiledCell } from "../parts";
import { typeErrors } from "./typeErrors";

/** Code that is ready to run, or what its reader is told in place of running it. */
export type Compiled = { compiled: CompiledCell } | { error: CellError };

/** The checker's word on a cell's code; when the checker itself fails over it, the reader is told that. */
export async function settle(compiling: Promise<Compilation>, cell: number, code: string): Promise<Compiled> {
  try {
    const compilation = await compiling;
    if (compilation.ok) return compilation;
    const { diagnostics } = compilation;
    return { error: diagnostics.length > 0 ? typeErrors(cell, code, diagnostics) : failure("it refused this code without saying why") };
  } catch (error) {
    return { error: failure((error as Error).message) };
  }
}

function failure(reason: string): CellError {
  const evalue = `The type checker failed over this code, which has not run: ${reason}`;
  return { ename: "TypeCheckerError", evalue, traceback: [`TypeCheckerError: ${evalue}`] };
}
