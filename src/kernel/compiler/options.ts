import path from "node:path";
import { ts } from "./engine";
import { ownFolder } from "./ownFolder";

/**
 * How cells are checked: as stock tslab checks them (not strictly: notebooks are drafts), except that modules are
 * found as bundlers and Node find them (`exports` maps, ES-module-only packages), and that `await` may stand on top.
 */
export const cellOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ["node"],
  allowImportingTsExtensions: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.React,
  newLine: ts.NewLineKind.LineFeed,
  removeComments: true,
  sourceMap: true,
};

/** How a package's types are found when its `exports` map does not lead to them. */
export const olderResolution: ts.CompilerOptions = {
  ...cellOptions,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  customConditions: undefined,
};

/** How local modules become JavaScript: what `require` loads. */
export const moduleOptions: ts.CompilerOptions = {
  ...cellOptions,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  customConditions: undefined,
};

/** The folders of `@types` packages that are in scope without an import, as tslab has it. */
export function typeRoots(folder: string): string[] {
  const found = ts.getDefaultTypeRoots(folder, { directoryExists: ts.sys.directoryExists }) ?? [];
  if (found.some((root) => ts.sys.fileExists(path.join(root, "node/package.json")))) return found;
  return [...found, path.join(ownFolder, "node_modules/@types")];
}
