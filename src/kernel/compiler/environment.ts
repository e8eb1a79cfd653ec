import path from "node:path";
import { type BoundFile, type Checker, forgetSearch, internals, libraryFile, ts, typeReferences } from "./engine";
import { everything } from "./globals";
import { cellOptions } from "./options";
import { collectReferences } from "./references";
import { Resolver, isLocal, isRelative, isUntyped } from "./resolution";
import { SourceFiles } from "./sourceFiles";

/** A checker and the files whose global declarations it knows. */
interface View {
  scripts: ReadonlySet<BoundFile>;
  checker: Checker;
  program: ts.Program;
}

/**
 * What a notebook's cells are checked against: the language's library, Node's types, and every module imported so
 * far. The checker is kept as long as nothing global changes, for it knows more with every cell it has seen; modules
 * that declare something global (or change another module) come with a checker that knows it.
 */
export class Environment {
  private readonly resolver: Resolver;
  /** Modules whose files have been looked at in this process, with what is global behind them. */
  private readonly scripts = new Map<string, BoundFile[]>();
  /** Every file that can be reached, by path, bound and with its imports resolved. */
  private readonly known = new Map<string, BoundFile>();
  private readonly base: ts.Program;
  private views: View[] = [];
  private view: View;

  /**
   * @param globals what is there without an import
   * @param files what another environment has parsed already
   */
  constructor(readonly folder: string, readonly globals = everything, readonly files = new SourceFiles()) {
    this.resolver = new Resolver(files);
    this.resolver.refresh();
    const root = path.join(folder, "__kernel.d.ts");
    this.files.put(root, globals.declarations);
    this.base = this.link([root], { ...cellOptions, typeRoots: globals.typeRoots(folder) });
    this.view = this.viewWith(new Set());
  }

  get checker(): Checker {
    return this.view.checker;
  }

  /** The checker and its files as TypeScript's services want them. */
  get program(): ts.Program {
    return this.view.program;
  }

  /** What path completions need to know of the disk. */
  get serviceHost(): object {
    return { ...ts.sys, useCaseSensitiveFileNames: () => true, getCurrentDirectory: () => this.folder, getCompilationSettings: () => cellOptions };
  }

  /** Goes back to the beginning, for a process that starts from here; what has been learnt stays. */
  rest(): void {
    this.view = this.views[0]!;
    this.scripts.clear();
    this.resolver.refresh();
    for (const file of this.known.values()) forgetSearch(file);
  }

  /** Whether what is always there is the same from another folder, and the same as when this was made. */
  fits(folder: string): boolean {
    const isSame = String(this.globals.typeRoots(folder)) === String(this.globals.typeRoots(this.folder));
    return isSame && this.base.getSourceFiles().every(({ fileName }) => !this.files.forgetIfChanged(fileName));
  }

  /** Binds a cell, says what its imports mean, and learns of the modules among them that are new. */
  admit(cell: BoundFile): void {
    collectReferences(cell);
    if (cell.imports.length > 0) this.resolver.refresh();
    const resolutions = internals.createModeAwareCache();
    const targets: string[] = [];
    for (const { text } of [...cell.imports, ...cell.moduleAugmentations.filter(ts.isStringLiteral)]) {
      const resolution = this.resolver.resolve(text, cell.fileName);
      resolutions.set(text, undefined, resolution);
      if (resolution.resolvedModule && !isUntyped(resolution.resolvedModule)) targets.push(resolution.resolvedModule.resolvedFileName);
    }
    cell.resolvedModules = resolutions;
    internals.bindSourceFile(cell, cellOptions);
    this.refresh(targets);
    const missing = targets.filter((target) => !this.known.has(target) || this.isOutdated(target));
    if (missing.length > 0) this.link(missing, { ...cellOptions, lib: [], types: [] });
    const scripts = new Set(this.view.scripts);
    for (const target of targets) {
      if (!this.scripts.has(target)) this.scripts.set(target, this.scriptsBehind(target));
      for (const script of this.scripts.get(target)!) scripts.add(script);
    }
    if (cell.moduleAugmentations.length > 0) scripts.add(cell);
    if (scripts.size > this.view.scripts.size) this.view = this.viewWith(scripts);
  }

  /** Takes what a cell declares for all away again; nothing where it declares no such thing. */
  withdraw(cell: BoundFile): void {
    if (!this.view.scripts.has(cell)) return;
    this.views = this.views.filter(({ scripts }) => !scripts.has(cell));
    this.view = this.viewWith(new Set([...this.view.scripts].filter((script) => script !== cell)));
  }

  /** Puts a local module into memory, or another text in its place. */
  addModule(file: string, text: string): BoundFile {
    this.resolver.refresh();
    this.files.put(file, text);
    if (this.known.has(file)) this.refresh([file]);
    else this.link([file], { ...cellOptions, lib: [], types: [] });
    return this.known.get(file)!;
  }

  /** The file behind a resolved import of a file; nothing for an untyped package. */
  imported(file: BoundFile, specifier: string): BoundFile | undefined {
    const resolved = file.resolvedModules?.get(specifier, undefined)?.resolvedModule;
    return resolved && this.known.get(resolved.resolvedFileName);
  }

  /** All local modules behind an import, those that others need first. */
  localModules(target: BoundFile, visited = new Set<BoundFile>()): Set<BoundFile> {
    if (visited.has(target) || !isLocal(target.fileName)) return visited;
    const found = new Set<BoundFile>();
    const visit = (file: BoundFile) => {
      if (visited.has(file) || !isLocal(file.fileName)) return;
      visited.add(file);
      for (const next of this.references(file)) visit(next);
      found.add(file);
    };
    visit(target);
    return found;
  }

  /** Reads local modules anew that have changed since they were last looked at. */
  private refresh(targets: string[]): void {
    const stale = new Set<BoundFile>();
    for (const target of targets) {
      const file = this.known.get(target);
      for (const module of file ? this.localModules(file) : []) {
        const hopes = module.imports.some(({ text }) => isRelative(text) && !module.resolvedModules?.get(text, undefined)?.resolvedModule);
        if (this.files.forgetIfChanged(module.fileName) || this.known.get(module.fileName) !== this.files.get(module.fileName) || hopes) stale.add(module);
      }
    }
    if (stale.size === 0) return;
    for (const { fileName } of stale) this.known.delete(fileName);
    this.link([...new Set([...targets, ...[...stale].map(({ fileName }) => fileName)])].filter((file) => this.files.get(file)), { ...cellOptions, lib: [], types: [] });
    this.scripts.clear();
    this.views = [];
    this.view = this.viewWith(new Set([...this.view.scripts].filter((file) => !stale.has(file))));
  }

  private link(roots: string[], options: ts.CompilerOptions): ts.Program {
    const program = ts.createProgram({ rootNames: roots, options, host: this.compilerHost() });
    for (const file of program.getSourceFiles() as readonly BoundFile[]) {
      internals.bindSourceFile(file, cellOptions);
      this.known.set(file.fileName, file);
    }
    return program;
  }

  private compilerHost(): ts.CompilerHost {
    return {
      ...ts.createCompilerHost(cellOptions),
      getCurrentDirectory: () => this.folder,
      getSourceFile: (file, options) => this.files.get(file, options),
      fileExists: (file) => this.files.isInMemory(file) || ts.sys.fileExists(file),
      resolveModuleNameLiterals: (literals, containingFile, _redirect, _options, source) => literals.map(({ text }) =>
        (isLocal(containingFile) ? undefined : (source as BoundFile).resolvedModules?.get(text, undefined))
          ?? this.resolver.resolve(text, containingFile)),
    };
  }

  private viewWith(scripts: Set<BoundFile>): View {
    const same = this.views.find((view) => view.scripts.size === scripts.size && [...scripts].every((file) => view.scripts.has(file)));
    if (same) return same;
    const sourceFiles = [...this.base.getSourceFiles(), ...scripts];
    const program: ts.Program = Object.assign(Object.create(this.base) as ts.Program, {
      getSourceFiles: () => sourceFiles,
      getSourceFile: (file: string) => this.known.get(file),
      getTypeChecker: () => checker,
    });
    const checker = internals.createTypeChecker(program);
    const view = { scripts, checker, program };
    this.views.push(view);
    return view;
  }

  /** Whether a package is no longer what the snapshot has of it; looked at once in a process. */
  private isOutdated(target: string): boolean {
    if (this.scripts.has(target)) return false;
    const changed = [...this.behind(target)].filter(({ fileName }) => this.files.forgetIfChanged(fileName));
    if (changed.length === 0) return false;
    for (const { fileName } of changed) this.known.delete(fileName);
    this.views = [];
    this.view = this.viewWith(new Set([...this.view.scripts].filter((script) => !changed.includes(script))));
    return true;
  }

  /** The files behind a module that declare something for all. */
  private scriptsBehind(target: string): BoundFile[] {
    return [...this.behind(target)].filter(isForAll);
  }

  /** A module's file and all that it needs, beyond what is always there. */
  private behind(target: string): Set<BoundFile> {
    const base = new Set<ts.SourceFile>(this.base.getSourceFiles());
    const found = new Set<BoundFile>();
    const visit = (file: BoundFile) => {
      if (found.has(file) || base.has(file)) return;
      found.add(file);
      for (const next of this.references(file)) visit(next);
    };
    const file = this.known.get(target);
    if (file) visit(file);
    return found;
  }

  /** The files that a file needs. */
  references(file: BoundFile): BoundFile[] {
    const paths = [
      ...(file.imports ?? []).map(({ text }) => file.resolvedModules?.get(text, undefined)?.resolvedModule?.resolvedFileName),
      ...file.referencedFiles.map(({ fileName }) => path.resolve(path.dirname(file.fileName), fileName)),
      ...typeReferences(file),
      ...file.libReferenceDirectives.map(({ fileName }) => libraryFile(fileName)),
    ];
    return paths.flatMap((name) => (name === undefined ? [] : this.known.get(name) ?? []));
  }
}

function isForAll(file: BoundFile): boolean {
  const isModule = Boolean(file.externalModuleIndicator ?? file.commonJsModuleIndicator) || file.fileName.endsWith(".json");
  return !isModule || file.moduleAugmentations.length > 0 || Boolean(file.symbol?.globalExports);
}
