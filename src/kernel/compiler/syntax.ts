import { hasTypeScript, internals, ts } from "./engine";

/** Whether a node, or something in it, is TypeScript and not JavaScript: for some, only their own visit tells. */
export function isTypeScript(node: ts.Node): boolean {
  if (hasTypeScript(node)) return true;
  if (ts.isConstructorDeclaration(node)) return node.body === undefined;
  return ts.isPropertyDeclaration(node) && Boolean(node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AccessorKeyword));
}

/** Whether a statement does nothing when it runs: an import is loaded before, a type is no value. */
export function doesNothing(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return true;
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
}

export type Declaration = ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration;

/** Whether a statement declares a name and stays a declaration. */
export function isDeclaration(statement: ts.Statement): statement is Declaration {
  return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement);
}

/** Names that have a value once a statement has run, and none before. */
export function namesReachedAt(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.flags & ts.NodeFlags.BlockScoped ? namesIn(statement.declarationList) : [];
  if (!ts.isImportEqualsDeclaration(statement) && (!isDeclaration(statement) || ts.isFunctionDeclaration(statement))) return [];
  return statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

/** The names that a list of variables declares. */
export function namesIn(list: ts.VariableDeclarationList): string[] {
  const of = (name: ts.BindingName): string[] => (ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : of(element.name))));
  return list.declarations.flatMap(({ name }) => of(name));
}

/** Whether a name stands for a value, rather than being one of a property, a label, a declaration. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if ((ts.isFunctionExpression(parent) || ts.isClassExpression(parent)) && parent.name === node) return false;
  return ts.isExportAssignment(parent) || internals.isExpressionNode(node);
}

/** Whether what a name stands for is called as a function: `f()`, `(f as T)()`, f`…`. */
export function isCalled(name: ts.Identifier): boolean {
  let callee: ts.Node = name;
  while (internals.isOuterExpression(callee.parent)) callee = callee.parent;
  const { parent } = callee;
  return ts.isCallExpression(parent) ? parent.expression === callee : ts.isTaggedTemplateExpression(parent) && parent.tag === callee;
}

export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

export function isAnonymousFunction(value: ts.Expression): boolean {
  const inner = internals.skipOuterExpressions(value);
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name);
}

/** Whether a node is the beginning of a statement that stands behind others: if it began with a bracket, it would go on with them. */
export function beginsStatement(node: ts.Node): boolean {
  const statement = ts.findAncestor(node, ts.isStatement);
  return statement !== undefined && ts.isExpressionStatement(statement) && statement.pos === node.pos && "statements" in statement.parent;
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && Boolean(ts.getModifiers(node)?.some((modifier) => modifier.kind === kind));
}
