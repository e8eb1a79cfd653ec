import path from "node:path";
import type { Compilation, CompiledCell } from "../parts";
import { Bindings, type Declared } from "./bindings";
import { awaitOnTop, diagnosticsOf, toDiagnostic } from "./diagnostics";
import { emitCell } from "./emit";
import { type BoundFile, ts } from "./engine";
import { Environment } from "./environment";
import { LocalModules } from "./localModules";
import { metadataOf } from "./metadata";
import { Names } from "./names";
import { isLocal } from "./resolution";
import { parseModule } from "./sourceFiles";

/** A cell that passed: its file, and what it declared. */
interface Passed {
  file: BoundFile;
  declared: Declared[];
}

/** The cells of a notebook, each checked against those before it. */
export class Notebook {
  readonly environment: Environment;
  private names = new Names();
  private bindings = new Bindings();
  private readonly modules: LocalModules;
  private passed = new Map<number, Passed>();

  constructor(readonly folder: string, environment?: Environment) {
    this.environment = environment?.fits(folder) ? environment : new Environment(folder, environment?.globals, environment?.files);
    this.modules = new LocalModules(this.environment);
  }

  /** Checks a cell and makes JavaScript of it; a good one's names are in scope from then on. */
  compile(cell: number, code: string): Compilation {
    return this.check(cell, code, true);
  }

  /** The same for code whose names nobody is to see afterwards. */
  compileExpression(cell: number, expression: string): Compilation {
    return this.check(cell, expression, false);
  }

  /** Gives names back what they meant before a cell that did not get to them. */
  retract(cell: number, names: string[]): void {
    for (const { name, symbol, before } of this.passed.get(cell)?.declared ?? []) {
      if (names.includes(name) && this.names.get(name).includes(symbol)) this.names.set(name, before);
    }
  }

  /** Forgets all cells. */
  forget(): void {
    this.names = new Names();
    this.bindings = new Bindings();
    this.modules.forget();
    this.passed = new Map();
  }

  /** Asks something about a cell's text among the names in scope. */
  ask<T>(code: string, question: (file: BoundFile) => T): T {
    // at the very end of a file TypeScript would look around it, and miss the cell's own names
    const file = this.open(`${code}\n`, "__question.ts");
    try {
      return question(file);
    } finally {
      this.environment.withdraw(file);
    }
  }

  private open(code: string, name: string): BoundFile {
    const file = parseModule(path.join(this.folder, name), code, true);
    this.environment.admit(file);
    file.parent = this.names.head;
    return file;
  }

  private check(cell: number, code: string, keep: boolean): Compilation {
    const metadata = metadataOf(code);
    if (metadata.module) return this.addModule(cell, code, metadata.module + (metadata.jsx ? ".tsx" : ".ts"));
    if (metadata.browser) return { ok: true, compiled: nothing(cell, code) };
    const file = this.open(code, `__cell_${cell}.ts`);
    const pending = this.modules.pending(file);
    const wrong = [...this.diagnoseCell(file), ...pending.filter((module) => this.isOfNotebook(module)).flatMap((module) => this.diagnoseModule(module))];
    if (wrong.length > 0 || !keep) this.environment.withdraw(file);
    if (wrong.length > 0) return { ok: false, diagnostics: wrong.map((diagnostic) => toDiagnostic(diagnostic, file, this.folder)) };
    const { checker } = this.environment;
    const modules = this.modules.send(pending, !this.modules.replaces(pending) || this.stillFits());
    const key = (specifier: string) => this.modules.key(file, specifier);
    const declared = this.bindings.declare(file, this.names, checker, key);
    const names = declared.filter(({ binding }) => binding).map(({ name }) => name);
    const { javascript, sourceMap } = emitCell(file, `cell ${cell}`, checker, this.bindings, names);
    const imports = [...new Set(staticImports(file, declared).map(key))];
    const compiled: CompiledCell = { cell, code, javascript, sourceMap, imports, modules, names };
    if (keep) this.keep(cell, { file, declared });
    return { ok: true, compiled };
  }

  private keep(cell: number, passed: Passed): void {
    for (const { name, symbol } of passed.declared) this.names.declare(name, symbol, this.environment.checker);
    this.passed.set(cell, passed);
  }

  /** A cell with `@module`: a local module that no disk has. */
  private addModule(cell: number, code: string, name: string): Compilation {
    const module = this.environment.addModule(path.join(this.folder, name), code);
    const wrong = this.diagnoseModule(module);
    if (wrong.length > 0) return { ok: false, diagnostics: wrong.map((diagnostic) => toDiagnostic(diagnostic, module, this.folder)) };
    return { ok: true, compiled: nothing(cell, code) };
  }

  private diagnose(file: BoundFile): readonly ts.Diagnostic[] {
    return diagnosticsOf(file, this.environment.checker);
  }

  private diagnoseModule(module: BoundFile): readonly ts.Diagnostic[] {
    return [...this.diagnose(module), ...awaitOnTop(module)];
  }

  /**
   * A cell that declares something global may be one that ran before and does not get on with its former self: then
   * that leaves, the latest first.
   */
  private diagnoseCell(file: BoundFile): readonly ts.Diagnostic[] {
    const wrong = this.diagnose(file);
    if (wrong.length === 0 || file.moduleAugmentations.length === 0) return wrong;
    const former = [...this.passed.values()].map((passed) => passed.file).filter((other) => other.moduleAugmentations.length > 0).reverse();
    for (const [index, other] of former.entries()) {
      this.environment.withdraw(other);
      if (this.diagnose(file).length === 0) return [];
      if (index === former.length - 1) for (const each of former) this.environment.admit(each);
    }
    return wrong;
  }

  /** Whether the cells whose names are still in use go with what has become of the modules that they import. */
  private stillFits(): boolean {
    const isInUse = ({ declared }: Passed) => declared.some(({ name, symbol }) => this.names.get(name).includes(symbol));
    return [...this.passed.values()].filter(isInUse).every(({ file }) => this.diagnose(file).length === 0);
  }

  private isOfNotebook(module: BoundFile): boolean {
    return isLocal(module.fileName) && !path.relative(this.folder, module.fileName).startsWith("..") && !module.fileName.endsWith(".json");
  }
}

/** A cell that does nothing. */
function nothing(cell: number, code: string): CompiledCell {
  return { cell, code, javascript: "(function () {})", sourceMap: "", imports: [], modules: [], names: [] };
}

/** Modules to load before the cell runs: those imported for a value or for nothing but their effect. */
function staticImports(file: BoundFile, declared: Declared[]): string[] {
  const used = new Set(declared.filter(({ binding }) => binding?.kind === "module").map(({ symbol }) =>
    ts.findAncestor(symbol.declarations![0], ts.isImportDeclaration)));
  return file.statements.filter((statement): statement is ts.ImportDeclaration | ts.ExportDeclaration => (ts.isImportDeclaration(statement)
    ? !statement.importClause || used.has(statement)
    : ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier !== undefined))
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text);
}
