import path from "node:path";
import type { Compilation, CompiledCell } from "../parts";
import { Bindings, type Declared } from "./bindings";
import { diagnosticsOf, toDiagnostic } from "./diagnostics";
import { emitCell } from "./emit";
import { type BoundFile, ts } from "./engine";
import { Environment } from "./environment";
import { LocalModules } from "./localModules";
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
    this.environment = environment?.fits(folder) ? environment : new Environment(folder);
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

  /** A cell's text among the names in scope, for questions about it. */
  open(code: string, name = "__question.ts"): BoundFile {
    const file = parseModule(path.join(this.folder, name), code, true);
    this.environment.admit(file);
    file.parent = this.names.head;
    return file;
  }

  private check(cell: number, code: string, keep: boolean): Compilation {
    const file = this.open(code, `__cell_${cell}.ts`);
    const { checker } = this.environment;
    const pending = this.modules.pending(file);
    const wrong = [...diagnosticsOf(file, checker), ...pending.filter((module) => this.isOfNotebook(module)).flatMap((module) => diagnosticsOf(module, checker))];
    if (wrong.length > 0) return { ok: false, diagnostics: wrong.map((diagnostic) => toDiagnostic(diagnostic, file, this.folder)) };
    const fits = !this.modules.replaces(pending) || [...this.passed.values()].every((other) => diagnosticsOf(other.file, checker).length === 0);
    const modules = this.modules.send(pending, fits);
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

  private isOfNotebook(module: BoundFile): boolean {
    return isLocal(module.fileName) && !path.relative(this.folder, module.fileName).startsWith("..") && !module.fileName.endsWith(".json");
  }
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
