import { statSync } from "node:fs";
import { type BoundFile, ts } from "./engine";

interface Kept {
  file: BoundFile;
  /** When and how large it was on disk when it was read; undefined for a file that is only in memory. */
  state: string | undefined;
}

/** Files as the parser has them, each parsed once until it changes. */
export class SourceFiles {
  private readonly kept = new Map<string, Kept>();

  /** The parsed file, or nothing where there is none. */
  get(path: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions = ts.ScriptTarget.ES2022): BoundFile | undefined {
    const known = this.kept.get(path);
    if (known) return known.file;
    const state = stateOnDisk(path);
    const text = state === undefined ? undefined : ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(path, text, options) as BoundFile;
    this.kept.set(path, { file, state });
    return file;
  }

  /** Puts a file into memory that no disk has, or replaces it. */
  put(path: string, text: string): void {
    const file = path.endsWith(".d.ts") ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022) as BoundFile : parseModule(path, text);
    this.kept.set(path, { file, state: undefined });
  }

  isInMemory(path: string): boolean {
    const known = this.kept.get(path);
    return known !== undefined && known.state === undefined;
  }

  /** Forgets a file that is no longer what was read. @returns whether it is so */
  forgetIfChanged(path: string): boolean {
    const known = this.kept.get(path);
    if (!known || known.state === undefined) return false;
    const state = stateOnDisk(path);
    if (state === known.state) return false;
    if (state !== undefined && ts.sys.readFile(path) === known.file.text) {
      known.state = state;
      return false;
    }
    this.kept.delete(path);
    return true;
  }
}

/** Parses text as a module under a name that no program has given it. */
export function parseModule(fileName: string, text: string, withParents = false): BoundFile {
  const options = { languageVersion: ts.ScriptTarget.ES2022, setExternalModuleIndicator: forceModule };
  const file = ts.createSourceFile(fileName, text, options, withParents);
  return Object.assign(file, { path: fileName, resolvedPath: fileName, originalFileName: fileName }) as unknown as BoundFile;
}

/** Makes a file a module though it neither imports nor exports. */
function forceModule(file: ts.SourceFile): void {
  (file as BoundFile).externalModuleIndicator = true;
}

function stateOnDisk(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.mtimeMs} ${stats.size}` : undefined;
}
