import { Assignments } from "./assignments";
import type { Boxes } from "./boxes";
import type { Edits } from "./edits";
import { type BoundFile, type Checker, internals, ts } from "./engine";
import { isDynamicImport } from "./references";
import { beginsStatement, isReference, isTypeScript, namesIn } from "./syntax";

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
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return this.call(node, node.expression);
    else if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag)) return this.call(node, node.tag);
    else if (ts.isVariableDeclarationList(node) && this.isOfCell(node)) return this.assignments.rewrite(node);
    else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.forEach(node);
    else if (ts.isImportEqualsDeclaration(node)) return this.importEquals(node);
    else if (ts.isEnumMember(node) && node.initializer && this.constant(node, node.initializer)) return;
    else if ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && this.constant(node, node)) return;
    else if (ts.isAwaitExpression(node) && internals.isInTopLevelContext(node)) this.isAsync = true;
    ts.forEachChild(node, this.visit);
  };

  private reference(node: ts.Identifier): void {
    const box = isReference(node) ? this.boxes.ofReference(node) : undefined;
    if (box !== undefined) this.put(node, box);
  }

  private shorthand(node: ts.ShorthandPropertyAssignment): void {
    const box = this.boxes.ofReference(node.name, this.checker.getShorthandAssignmentValueSymbol(node));
    if (box !== undefined) this.edits.insert(node.name.end, `: ${box}`);
    if (node.objectAssignmentInitializer) this.assignments.named(node.objectAssignmentInitializer, node.name);
  }

  /** A function called by its name gets no `this`, also out of a box. */
  private call(node: ts.CallExpression | ts.TaggedTemplateExpression, callee: ts.Identifier): void {
    const box = this.boxes.ofReference(callee);
    if (box !== undefined) {
      const bracket = this.cell.text[callee.end] === "(" ? "(" : ""; // where V8 sees an error in the call, which is to point at the name
      this.edits.replace(callee.getStart(this.cell), callee.end + bracket.length, `${this.separator(callee)}(0, ${box})${bracket}`);
    }
    ts.forEachChild(node, (child) => (child === callee ? undefined : this.visit(child)));
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
