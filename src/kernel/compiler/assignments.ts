import type { Boxes } from "./boxes";
import type { Edits } from "./edits";
import { type BoundFile, ts } from "./engine";
import { isAnonymousFunction } from "./syntax";

/** Makes assignments of declarations whose names cross cells: `const {a, b: [c]} = e, d = 1` as `{a: $a.v, b: [$c.v]} = e, $d.v = 1`. */
export class Assignments {
  /** @param visit rewrites an expression */
  constructor(
    private readonly cell: BoundFile,
    private readonly boxes: Boxes,
    private readonly edits: Edits,
    private readonly visit: (node: ts.Node) => void,
  ) {}

  /** A list of variables becomes an expression, which may stand behind any statement. */
  rewrite(list: ts.VariableDeclarationList): void {
    const first = list.declarations[0]!;
    const beginsWithBracket = !ts.isIdentifier(first.name);
    this.edits.replace(list.getStart(this.cell), first.getStart(this.cell), beginsWithBracket ? "void (" : "");
    for (const declaration of list.declarations) this.assignment(declaration, !(list.flags & ts.NodeFlags.BlockScoped));
    if (beginsWithBracket) this.edits.insert(list.end, ")");
  }

  /** What a declared name or pattern is as the left side of an assignment. */
  target(name: ts.BindingName): void {
    if (ts.isIdentifier(name)) return this.put(name, this.boxes.ofName(name) ?? name.text);
    for (const element of name.elements) if (!ts.isOmittedExpression(element)) this.element(element);
  }

  /** A value that takes the name of the variable it is for, as a function without a name does. */
  named(value: ts.Expression, name: ts.BindingName): void {
    const isNamed = isAnonymousFunction(value) && ts.isIdentifier(name);
    const key = isNamed && JSON.stringify(name.text);
    if (key) this.edits.insert(value.getStart(this.cell), `{ ${key}: `);
    this.visit(value);
    if (key) this.edits.insert(value.end, ` }[${key}]`);
  }

  private assignment(declaration: ts.VariableDeclaration, isVar: boolean): void {
    const { name, initializer, type } = declaration;
    if (!initializer && isVar) return this.put(declaration, "void 0");
    this.target(name);
    if (!initializer) return this.edits.replace(name.end, declaration.end, " = void 0");
    if (type) this.edits.remove(name.end, type.end);
    this.named(initializer, name);
  }

  private element({ propertyName, name, initializer, dotDotDotToken, parent }: ts.BindingElement): void {
    if (propertyName) this.visit(propertyName);
    else if (ts.isObjectBindingPattern(parent) && !dotDotDotToken) this.edits.insert(name.getStart(this.cell), `${(name as ts.Identifier).text}: `);
    this.target(name);
    if (initializer) this.named(initializer, name);
  }

  private put(node: ts.Node, text: string): void {
    this.edits.replace(node.getStart(this.cell), node.end, text);
  }
}
