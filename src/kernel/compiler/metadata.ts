/** What comments in front of a cell say of it, as tslab reads them. */
export interface Metadata {
  /** `@module name`: the cell is the local module `name`, for other cells to import. */
  module?: string;
  /** `@jsx`: the module may contain JSX. */
  jsx: boolean;
  /** `@browser`: the cell is for a browser; the kernel does nothing with it. */
  browser: boolean;
}

/** Reads the documentation comments that stand before a cell's first word. */
export function metadataOf(code: string): Metadata {
  const before = /^(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(code)![0];
  const tags = [...before.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(([comment]) => [...comment.matchAll(/^[\s/*]*@(\w+)[^\S\n]*(.*?)[\s*/]*$/gm)]);
  const value = (name: string) => tags.find(([, tag]) => tag === name)?.[2];
  const module = value("module");
  return {
    ...(module && /^(?:\.\/)?[\w-]+(?:\/[\w-]+)*$/.test(module) && { module }),
    jsx: value("jsx") !== undefined,
    browser: value("browser") !== undefined,
  };
}
