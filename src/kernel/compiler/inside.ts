import { Assignments } from "./assignments";
import type { Boxes } from "./boxes";
import type { Edits } from "./edits";
import { type BoundFile, type Checker, internals, ts } from "./engine";
import { isDynamicImport } from "./references";
import { beginsStatement, isAssignment, isCalled, isReference, isTypeScript, namesIn } from "./syntax";

/** Rewrites what stands within a cell's statements: above all, names that cross cells. */
export class Inside {
  readonly assignments: Assignments;
  /** Whether `await` stands on top. */
  isAsync = false;
  /** Whether something was left that only TypeScript knows. */
  isTyped = false;

  constructor(
    private readonly cell: BoundFile,
    private readonly checker: Checker,
    private readonly boxes: Boxes,
    private readonly edits: Edits,
  ) {
    this.assignments = new Assignments(cell, boxes, edits, (node) => this.visit(node));
  }

  readonly visit = (node: ts.Node): void => {
    if (isTypeScript(node)) this.isTyped = true;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    if (ts.isIdentifier(node)) return this.reference(node);
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node);
    if (isDynamicImport(node)) this.put(node.expression, this.boxes.helper("import"));
    else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return this.put(node, this.boxes.helper("meta"));
    else if (ts.isBinaryExpression(node)) return isAssignment(node) ? this.assignment(node) : this.operation(node);
    else if (ts.isVariableDeclarationList(node) && this.isOfCell(node)) return this.variables(node);
    else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.forEach(node);
    else if (ts.isCatchClause(node)) this.caught(node);
    else if (ts.isImportEqualsDeclaration(node)) return this.importEquals(node);
    else if (ts.isEnumMember(node) && node.initializer && this.constant(node, node.initializer)) return;
    else if ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && this.constant(node, node)) return;
    else if (ts.isAwaitExpression(node) && internals.isInTopLevelContext(node)) this.isAsync = true;
    ts.forEachChild(node, this.visit);
  };

  private reference(node: ts.Identifier): void {
    const box = isReference(node) ? this.boxes.ofReference(node) : undefined;
    if (box === undefined) return;
    if (!isCalled(node)) return this.put(node, box);
    // a function called by its name gets no `this`, also out of a box
    const bracket = this.cell.text[node.end] === "(" ? "(" : ""; // where V8 sees an error in the call, which is to point at the name
    this.edits.replace(node.getStart(this.cell), node.end + bracket.length, `${this.separator(node)}(0, ${box})${bracket}`);
  }

  /** A function without a name takes that of the variable, also into a box. */
  private assignment({ left, right }: ts.BinaryExpression): void {
    this.visit(left);
    if (ts.isIdentifier(left) && this.boxes.ofReference(left) !== undefined) this.assignments.named(right, left);
    else this.visit(right);
  }

  /** A sum of thousands of terms is as deep, deeper than calls may be. */
  private operation(node: ts.BinaryExpression): void {
    const terms: ts.Expression[] = [];
    let first: ts.Expression = node;
    while (ts.isBinaryExpression(first) && !isAssignment(first)) {
      terms.push(first.right);
      first = first.left;
    }
    this.visit(first);
    terms.reverse().forEach(this.visit);
  }

  /** Where the statement ended with its line, it still has to: an assignment may go on where a declaration cannot. */
  private variables(list: ts.VariableDeclarationList): void {
    this.assignments.rewrite(list);
    if (ts.isVariableStatement(list.parent) && this.cell.text[list.parent.end - 1] !== ";") this.edits.insert(list.end, ";");
  }

  private shorthand(node: ts.ShorthandPropertyAssignment): void {
    const box = this.boxes.ofReference(node.name, this.checker.getShorthandAssignmentValueSymbol(node));
    if (box !== undefined) this.edits.insert(node.name.end, `: ${box}`);
    if (node.objectAssignmentInitializer) this.assignments.named(node.objectAssignmentInitializer, node.name);
  }

  private forEach(node: ts.ForInStatement | ts.ForOfStatement): void {
    if (ts.isForOfStatement(node) && node.awaitModifier && internals.isInTopLevelContext(node)) this.isAsync = true;
    const { initializer } = node;
    if (!ts.isVariableDeclarationList(initializer) || !this.isOfCell(initializer)) return ts.forEachChild(node, this.visit);
    const { name } = initializer.declarations[0]!;
    this.edits.remove(initializer.getStart(this.cell), name.getStart(this.cell));
    this.assignments.target(name);
    this.visit(node.expression);
    this.visit(node.statement);
  }

  /** V8's message of an error names boxes, and is to name what the cell does. */
  private caught({ variableDeclaration, block }: ts.CatchClause): void {
    if (!variableDeclaration || !ts.isIdentifier(variableDeclaration.name)) return;
    this.edits.insert(block.getStart(this.cell) + 1, ` ${this.boxes.helper("caught")}(${variableDeclaration.name.text});`);
  }

  /** `import a = b.c`: another name for a value, or for a type. */
  private importEquals(node: ts.ImportEqualsDeclaration): void {
    const symbol = this.checker.getSymbolAtLocation(node.name);
    const isValue = symbol && !node.isTypeOnly && this.checker.getAliasedSymbol(symbol).flags & ts.SymbolFlags.Value;
    if (!isValue || ts.isExternalModuleReference(node.moduleReference)) return this.put(node, ";");
    this.edits.replace(node.getStart(this.cell), node.name.getStart(this.cell), "var ");
    let first: ts.EntityName = node.moduleReference;
    while (ts.isQualifiedName(first)) first = first.left;
    const box = this.boxes.ofReference(first);
    if (box !== undefined) this.put(first, box);
  }

  /** Puts the value of a member of an enumeration in a node's place; false where it is known only when the cell runs. */
  private constant(member: ts.EnumMember | ts.PropertyAccessExpression | ts.ElementAccessExpression, place: ts.Expression): boolean {
    const value = this.checker.getConstantValue(member);
    if (value === undefined) return false;
    this.put(place, typeof value === "string" ? JSON.stringify(value) : `${this.separator(member)}(${value})`);
    return true;
  }

  /** Whether `var` declares names of the cell rather than of a function in it. */
  private isOfCell(list: ts.VariableDeclarationList): boolean {
    return !(list.flags & ts.NodeFlags.BlockScoped) && internals.isInTopLevelContext(list)
      && namesIn(list).every((name) => this.cell.locals.has(ts.escapeLeadingUnderscores(name))) && !ts.findAncestor(list, ts.isModuleBlock);
  }

  /** What must stand before a bracket in a node's place. */
  private separator(node: ts.Node): string {
    return beginsStatement(node) && ts.findAncestor(node, ts.isStatement) !== this.cell.statements.at(-1) ? ";" : "";
  }

  private put(node: ts.Node, text: string): void {
    this.edits.replace(node.getStart(this.cell), node.end, text);
  }
}
