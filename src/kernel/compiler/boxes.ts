import type { Binding, Bindings } from "./bindings";
import { type BoundFile, type Checker, ts } from "./engine";

/** How a cell's JavaScript reaches the kernel's helpers and the boxes of the names that it shares with other cells. */
export class Boxes {
  /** The variable that holds the helpers. */
  private readonly helpers: string;
  private readonly used = new Map<string, { variable: string; binding: Binding }>();

  constructor(
    private readonly cell: BoundFile,
    private readonly checker: Checker,
    private readonly bindings: Bindings,
  ) {
    this.helpers = this.freshName("$cell");
  }

  /** The way to what a name stands for; nothing where the name itself is right: it crosses no cells. */
  ofName(name: ts.Identifier): string | undefined {
    return this.path(this.checker.getSymbolAtLocation(name));
  }

  /** The same for a name that is used; within its own declaration it is right as it is. */
  ofReference(name: ts.Identifier, symbol = this.checker.getSymbolAtLocation(name)): string | undefined {
    return symbol && !namesItself(symbol, name) ? this.path(symbol) : undefined;
  }

  helper(name: string): string {
    return `${this.helpers}.${name}`;
  }

  /** A statement that puts what a name declares into its box; nothing where it has none. */
  published(name: ts.Identifier): string {
    const path = this.ofName(name);
    return path === undefined ? "" : ` ${path} = ${name.text};`;
  }

  /** A statement that says that names have their values; nothing for no names. */
  reached(names: string[]): string {
    return names.length === 0 ? "" : ` ${this.helper("declared")}(${names.map((name) => JSON.stringify(name)).join(", ")});`;
  }

  /** The head of the function that the cell becomes, with a variable for each box. Like a module, it is strict. */
  head(isAsync: boolean): string {
    const variables = [...this.used.values()].map(({ variable, binding }) => `${variable} = ${this.helper(binding.kind)}(${JSON.stringify(binding.key)})`);
    return `${isAsync ? "async " : ""}function (${this.helpers}, require, exports, __filename, __dirname) { "use strict";`
      + (variables.length > 0 ? ` const ${variables.join(", ")};` : "");
  }

  private path(symbol: ts.Symbol | undefined): string | undefined {
    const binding = this.bindings.get(symbol);
    if (!binding) return undefined;
    const id = `${binding.kind} ${binding.key} ${binding.path[0]}`;
    if (!this.used.has(id)) this.used.set(id, { variable: this.freshName(variableFor(binding, symbol!)), binding });
    return [this.used.get(id)!.variable, ...binding.path].join(".");
  }

  /** A name that the cell does not use. */
  private freshName(wanted: string): string {
    let name = wanted;
    for (let i = 1; this.cell.identifiers.has(name); i += 1) name = `${wanted}_${i}`;
    this.cell.identifiers.set(name, name);
    return name;
  }
}

/** V8 puts it into messages, of which `evaluator/errors` makes the cell's own names again. */
function variableFor({ kind, key }: Binding, symbol: ts.Symbol): string {
  return `$${kind === "box" ? key.replace(/#\d+$/, "") : ts.symbolName(symbol)}`;
}

/** Whether a function's, class's, enumeration's or namespace's name stands in its own declaration. */
function namesItself(symbol: ts.Symbol, place: ts.Node): boolean {
  const own = symbol.declarations?.filter((node) => !ts.isVariableDeclaration(node) && !ts.isBindingElement(node) && !ts.isParameter(node)) ?? [];
  return own.length > 0 && ts.findAncestor(place, (node) => own.includes(node as ts.Declaration)) !== undefined;
}
