import { type BoundFile, internals, ts } from "./engine";

/** Notes what a cell imports, and which modules it changes: what TypeScript's programs note of their files. */
export function collectReferences(cell: BoundFile): void {
  cell.imports = importedNames(cell);
  cell.moduleAugmentations = cell.statements.filter(ts.isModuleDeclaration)
    .filter((node) => ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
    .map(({ name }) => name);
  cell.ambientModuleNames = [];
}

/** Names of modules in `import` and `export … from`, in `import("…")` and in types `import("…").T`. */
function importedNames(cell: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  if (!/\b(?:im|ex)port\b/.test(cell.text)) return found;
  internals.forEachChildRecursively(cell, (node) => {
    const name = moduleName(node);
    if (name && ts.isStringLiteralLike(name) && name.text) found.push(name);
  });
  return found;
}

function moduleName(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  return isDynamicImport(node) ? node.arguments[0] : undefined;
}

/** Whether a node is `import(…)`. */
export function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}
