import path from "node:path";
import { ts } from "./engine";
import { cellOptions, olderResolution } from "./options";
import { ownFolder } from "./ownFolder";
import type { SourceFiles } from "./sourceFiles";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;

/** Finds the file that an `import` means: a module's types, a local module, a JSON file. */
export class Resolver {
  private readonly host: ts.ModuleResolutionHost;
  private caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();

  constructor(files: SourceFiles) {
    this.host = {
      ...ts.sys,
      fileExists: (file) => files.isInMemory(file) || ts.sys.fileExists(file),
      realpath: ts.sys.realpath,
    };
  }

  /** Looks at the disk anew: packages come, files go. */
  refresh(): void {
    this.caches = new Map([cellOptions, olderResolution].map((options) => [options, ts.createModuleResolutionCache("/", (file) => file, options)]));
  }

  /** What `specifier` means in a file; packages that nothing there leads to are looked up among Slope's own. */
  resolve(specifier: string, containingFile: string): Resolution {
    const found = this.typed(specifier, containingFile);
    if (found.resolvedModule || isRelative(specifier)) return found;
    const own = this.typed(specifier, path.join(ownFolder, "cell.ts"));
    return own.resolvedModule ? own : found;
  }

  /** As bundlers find it; where that gives no types, as Node once did. */
  private typed(specifier: string, containingFile: string): Resolution {
    const found = ts.resolveModuleName(specifier, containingFile, cellOptions, this.host, this.caches.get(cellOptions));
    if (found.resolvedModule && !isUntyped(found.resolvedModule)) return found;
    const older = ts.resolveModuleName(specifier, containingFile, olderResolution, this.host, this.caches.get(olderResolution));
    return older.resolvedModule && !isUntyped(older.resolvedModule) ? older : found;
  }
}

/** A package's JavaScript, of which nothing is known. */
export function isUntyped(module: ts.ResolvedModuleFull): boolean {
  return isOfPackage(module.resolvedFileName) && /^\.[cm]?jsx?$/.test(module.extension);
}

/** Whether a module is part of the reader's own work, which is compiled, and may change: not a package's. */
export function isLocal(file: string): boolean {
  return !isOfPackage(file) && !/\.d\.[cm]?ts$/.test(file);
}

export function isRelative(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === "." || specifier === "..";
}

function isOfPackage(file: string): boolean {
  return file.includes("/node_modules/");
}
