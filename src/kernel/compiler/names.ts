import { type BoundFile, type Checker, internals, ts } from "./engine";
import { cellOptions } from "./options";
import { parseModule } from "./sourceFiles";

/** The three things a name can mean at once. */
const meanings = [ts.SymbolFlags.Value, ts.SymbolFlags.Type, ts.SymbolFlags.Namespace];

/**
 * The names that earlier cells gave the notebook. A cell's file has {@link head} for its parent, so that the checker
 * finds them where it looks for names around the file: three empty files, one within the other, each with one symbol
 * a name at most, for a name may mean a value and, declared elsewhere, a type.
 */
export class Names {
  readonly head: ts.SourceFile;
  private readonly levels: ts.SymbolTable[];

  constructor() {
    const files = ["/__values.ts", "/__types.ts", "/__namespaces.ts"].map(emptyFile);
    files.forEach((file, level) => { file.parent = files[level + 1]!; });
    this.head = files[0]!;
    this.levels = files.map(({ locals }) => locals);
  }

  /** What a name means now. */
  get(name: string): ts.Symbol[] {
    return this.levels.flatMap((level) => level.get(ts.escapeLeadingUnderscores(name)) ?? []);
  }

  /** Lets a name mean something new; what it meant in another way (a type beside a value) stays. */
  declare(name: string, symbol: ts.Symbol, checker: Checker): void {
    const taken = meaningsOf(symbol, checker);
    const stays = (other: ts.Symbol) => !meaningsOf(other, checker).some((meaning) => taken.includes(meaning));
    this.set(name, [...this.get(name).filter(stays), symbol]);
  }

  /** Gives a name the meanings it once had. */
  set(name: string, symbols: ts.Symbol[]): void {
    const key = ts.escapeLeadingUnderscores(name);
    this.levels.forEach((level, index) => {
      const symbol = symbols[index];
      if (symbol) level.set(key, symbol);
      else level.delete(key);
    });
  }
}

/** What a symbol means; an import that leads nowhere may mean anything. */
function meaningsOf(symbol: ts.Symbol, checker: Checker): ts.SymbolFlags[] {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const found = meanings.filter((meaning) => flags & meaning);
  return found.length > 0 ? found : meanings;
}

function emptyFile(name: string): BoundFile {
  const file = parseModule(name, "");
  internals.bindSourceFile(file, cellOptions);
  file.locals = new Map() as ts.SymbolTable;
  return file;
}
