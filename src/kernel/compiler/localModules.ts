import type { CompiledModule } from "../parts";
import { type BoundFile, ts } from "./engine";
import type { Environment } from "./environment";
import { moduleOptions } from "./options";
import { isLocal } from "./resolution";

interface Sent {
  file: BoundFile;
  /** Counts sendings: a module sent before one that it imports was, runs with what that was. */
  order: number;
  /** Numbers the module's load keys: another one when what changed does not fit the cells that use it. */
  generation: number;
}

/** The local modules that the evaluator has. */
export class LocalModules {
  private readonly sent = new Map<string, Sent>();
  private order = 0;

  constructor(private readonly environment: Environment) {}

  /** The modules behind a cell's imports that the evaluator lacks or has an older text of, dependencies first. */
  pending(cell: BoundFile): BoundFile[] {
    const stale = new Set<BoundFile>();
    for (const file of this.behind(cell)) {
      const sent = this.sent.get(file.fileName);
      const isOlder = (next: BoundFile) => stale.has(next) || (this.sent.get(next.fileName)?.order ?? 0) > (sent?.order ?? 0);
      if (sent?.file !== file || this.environment.references(file).some((next) => isLocal(next.fileName) && isOlder(next))) stale.add(file);
    }
    return [...stale];
  }

  /** Whether any of the modules has been sent before. */
  replaces(files: BoundFile[]): boolean {
    return files.some(({ fileName }) => this.sent.has(fileName));
  }

  /** Compiles modules and notes that the evaluator gets them. */
  send(files: BoundFile[], fits: boolean): CompiledModule[] {
    return files.map((file) => {
      const before = this.sent.get(file.fileName);
      this.order += 1;
      const generation = before ? before.generation + (fits ? 0 : 1) : 1;
      this.sent.set(file.fileName, { file, order: this.order, generation });
      return compileModule(file);
    });
  }

  /** What a cell says to get a module: a local one's path, anything else as the cell names it. */
  key(cell: BoundFile, specifier: string): string {
    const target = this.environment.imported(cell, specifier);
    if (!target || !isLocal(target.fileName)) return specifier;
    const generation = this.sent.get(target.fileName)?.generation ?? 1;
    return generation === 1 ? target.fileName : `${target.fileName}#${generation}`;
  }

  /** The evaluator has lost all. */
  forget(): void {
    this.sent.clear();
  }

  private behind(cell: BoundFile): Set<BoundFile> {
    const visited = new Set<BoundFile>();
    const found = new Set<BoundFile>();
    for (const { text } of cell.imports) {
      const target = this.environment.imported(cell, text);
      if (target) for (const file of this.environment.localModules(target, visited)) found.add(file);
    }
    return found;
  }
}

function compileModule(file: BoundFile): CompiledModule {
  const path = file.fileName;
  if (path.endsWith(".json")) return { path, javascript: `module.exports = ${file.text.trim() || "undefined"};`, sourceMap: "" };
  const { outputText, sourceMapText } = ts.transpileModule(file.text, { fileName: path, compilerOptions: moduleOptions });
  return { path, javascript: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), sourceMap: sourceMapText ?? "" };
}
