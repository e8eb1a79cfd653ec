import { types } from "node:util";

/** A module as the code of cells reaches it: its exports, what `import x` gives, what `import * as x` gives. */
export interface ModuleBox {
  e: unknown;
  d: unknown;
  n: unknown;
}

type Exports = Record<string, unknown> & { __esModule?: boolean; default?: unknown };

/** Puts a module that was loaded into its box, where whoever uses the box sees it. */
export function fill(box: ModuleBox, loaded: unknown): void {
  const isNamespace = types.isModuleNamespaceObject(loaded);
  const isModule = isNamespace || Boolean((loaded as Exports | null | undefined)?.__esModule);
  box.e = loaded;
  box.d = isModule && !(isNamespace && !("default" in (loaded as Exports))) ? (loaded as Exports).default : loaded;
  box.n = isModule ? loaded : namespaceOf(loaded);
}

/** What `import * as x` gives of a CommonJS module: its exports, live, and all of it as `default`. */
export function namespaceOf(loaded: unknown): Exports {
  const namespace: Exports = Object.create(null) as Exports;
  if (loaded !== null && (typeof loaded === "object" || typeof loaded === "function")) {
    for (const key of Object.keys(loaded)) {
      Object.defineProperty(namespace, key, { enumerable: true, get: () => (loaded as Exports)[key] });
    }
  }
  Object.defineProperty(namespace, "default", { enumerable: true, value: loaded });
  return namespace;
}
