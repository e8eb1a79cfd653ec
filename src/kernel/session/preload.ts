/** Packages that take long to load, and that do nothing by being loaded that a reader could notice. */
const SLOW = ["@tensorflow/tfjs-node", "@tensorflow/tfjs", "danfojs-node", "slope"];

const IMPORT = /^[^\S\n]*import\s+(?!type\b)[^;"']*?\bfrom\s*["']([^"']+)["']/gm;

/** The slow packages that a cell imports: they can be loaded while its types are being checked. */
export function packagesToPreload(code: string): string[] {
  if (!code.includes("import")) return [];
  return [...code.matchAll(IMPORT)].map(([, name]) => name!).filter((name) => SLOW.includes(name));
}
