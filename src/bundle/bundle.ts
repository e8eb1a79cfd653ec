import { readFileSync } from "node:fs";
import path from "node:path";
import { deserialize } from "node:v8";

/** A module of a bundle. */
export interface Bundled {
  text: string;
  /** What V8 made of the text: it need not read that again. */
  code: Buffer;
  /** The files behind what it requires. */
  requires: Record<string, string>;
}

/** The modules behind one of them, by file: one file is read in half the time that it takes to find and compile three hundred. */
export interface Bundle {
  /** Which Node `code` is for. */
  engine: string;
  modules: Map<string, Bundled>;
}

export const engine = `${process.version} ${process.platform} ${process.arch}`;

/** Where set-up puts the bundle of a module and of all that it requires. */
export function bundleFile(main: string): string {
  const own = path.resolve(__dirname, "../../..");
  return path.join(own, ".slope/bundle", `${path.relative(own, main).replaceAll(path.sep, "-")}.bin`);
}

/** The bundle of a module; nothing where there is none for this Node. */
export function readBundle(main: string): Bundle | undefined {
  try {
    const bundle = deserialize(readFileSync(bundleFile(main))) as Bundle;
    return bundle.engine === engine ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/** A module's text as the function that Node makes of it. */
export function wrap(text: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${text}\n});`;
}
