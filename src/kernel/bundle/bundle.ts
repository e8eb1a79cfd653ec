import { readFileSync } from "node:fs";
import path from "node:path";
import { deserialize } from "node:v8";

/** A module of a program. */
export interface Bundled {
  text: string;
  /** What V8 made of the text: it need not read that again. */
  code: Buffer;
  /** The files behind what it requires. */
  requires: Record<string, string>;
}

/** The modules that a program loads at its start, by file: reading one file is quicker than finding and reading sixty. */
export interface Bundle {
  /** Which Node `code` is for. */
  engine: string;
  modules: Map<string, Bundled>;
}

export const engine = `${process.version} ${process.platform} ${process.arch}`;

/** Where set-up puts the bundle of a program of the kernel's. */
export function bundleFile(program: string): string {
  const own = path.resolve(__dirname, "../../../..");
  return path.join(own, ".slope/bundle", `${path.relative(own, program).replaceAll(path.sep, "-")}.bin`);
}

/** The bundle of a program; nothing where there is none for this Node. */
export function readBundle(program: string): Bundle | undefined {
  try {
    const bundle = deserialize(readFileSync(bundleFile(program))) as Bundle;
    return bundle.engine === engine ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/** A module's text as the function that Node makes of it. */
export function wrap(text: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${text}\n});`;
}
