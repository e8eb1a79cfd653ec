import { type BoundFile, type Checker, type LocalSymbol, ts } from "./engine";
import type { Names } from "./names";

/**
 * Where a running cell finds what a name stands for. A `box` holds a name's value in its field `v`; a module's box
 * holds what `require` gave in `e`, what `import x` gives in `d` and what `import * as x` gives in `n`.
 */
export interface Binding {
  kind: "box" | "module";
  /** The box's name: for a variable its own, with a number once its type has changed; for a module its load key. */
  key: string;
  /** The way from the box to the value. */
  path: string[];
}

/** A name that a cell declares for the cells after it. */
export interface Declared {
  name: string;
  symbol: ts.Symbol;
  /** Undefined for types and for what `declare` only promises. */
  binding?: Binding;
  /** What the name meant before. */
  before: ts.Symbol[];
}

const { Alias, Value, ConstEnum, ValueModule } = ts.SymbolFlags;

/** What each symbol of each cell is bound to. */
export class Bindings {
  private readonly bindings = new Map<ts.Symbol, Binding>();
  private readonly versions = new Map<string, number>();

  get(symbol: ts.Symbol | undefined): Binding | undefined {
    return symbol && this.bindings.get(symbol);
  }

  set(symbol: ts.Symbol, binding: Binding): void {
    this.bindings.set(symbol, binding);
  }

  /**
   * Binds what a cell declares. A name declared anew with a type that fits where the old one stood keeps its box, so
   * that functions of earlier cells see the new value; with another type it gets a box of its own, for those
   * functions were checked against the old type.
   */
  declare(cell: BoundFile, names: Names, checker: Checker, moduleKey: (specifier: string) => string): Declared[] {
    return [...cell.locals].map(([key, local]) => {
      const name = ts.unescapeLeadingUnderscores(key);
      const symbol = (local as LocalSymbol).exportSymbol ?? local;
      const before = names.get(name);
      const binding = symbol.flags & Alias
        ? importBinding(symbol, checker, moduleKey) ?? (isAliasOfValue(symbol, checker) ? this.boxFor(name, symbol, before, cell, checker) : undefined)
        : hasValue(symbol) ? this.boxFor(name, symbol, before, cell, checker) : undefined;
      if (binding) for (const each of new Set([symbol, local])) this.bindings.set(each, binding);
      return { name, symbol, before, ...(binding && { binding }) };
    });
  }

  private boxFor(name: string, symbol: ts.Symbol, before: ts.Symbol[], cell: BoundFile, checker: Checker): Binding {
    const typeOf = (each: ts.Symbol) => checker.getTypeOfSymbolAtLocation(each, cell);
    for (const other of before) {
      const binding = this.bindings.get(other);
      if (binding?.kind !== "box" || (other.flags & Alias) || (symbol.flags & Alias)) continue;
      if (checker.isTypeAssignableTo(typeOf(symbol), checker.getWidenedType(checker.getBaseTypeOfLiteralType(typeOf(other))))) return binding;
    }
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    return { kind: "box", key: version === 1 ? name : `${name}#${version}`, path: ["v"] };
  }
}

/** Whether something is there at run time: not for types, `declare` and enumerations that are inlined. */
function hasValue(symbol: LocalSymbol): boolean {
  if (!(symbol.flags & Value) || symbol.constEnumOnlyModule) return false;
  if ((symbol.flags & Value & ~ValueModule) === ConstEnum) return false;
  return (symbol.declarations ?? []).some((declaration) => !isAmbient(declaration));
}

function isAmbient(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;
}

function isAliasOfValue(symbol: ts.Symbol, checker: Checker): boolean {
  return Boolean(symbol.declarations?.some(ts.isImportEqualsDeclaration)) && (checker.getAliasedSymbol(symbol).flags & Value) !== 0;
}

/** The binding of an imported name; nothing where it is a type. */
function importBinding(symbol: ts.Symbol, checker: Checker, moduleKey: (specifier: string) => string): Binding | undefined {
  const declaration = symbol.declarations?.find((node) => ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportSpecifier(node));
  if (!declaration || ts.isTypeOnlyImportOrExportDeclaration(declaration)) return undefined;
  const target = checker.getAliasedSymbol(symbol);
  if (!checker.isUnknownSymbol(target) && !(target.flags & Value)) return undefined;
  const statement = ts.findAncestor(declaration, ts.isImportDeclaration)!;
  const key = moduleKey((statement.moduleSpecifier as ts.StringLiteral).text);
  return { kind: "module", key, path: importPath(declaration) };
}

function importPath(declaration: ts.Node): string[] {
  if (ts.isNamespaceImport(declaration)) return ["n"];
  if (!ts.isImportSpecifier(declaration)) return ["d"];
  const name = (declaration.propertyName ?? declaration.name).text;
  return name === "default" ? ["d"] : ["e", name];
}
