import type { Binding, Bindings } from "./bindings";
import { type BoundFile, type Checker, internals, ts } from "./engine";
import { isDynamicImport } from "./references";

const { factory } = ts;

/** A cell's statements as they run, and what they need around them. */
export interface Rewritten {
  file: ts.SourceFile;
  /** Whether `await` stands on top. */
  isAsync: boolean;
  /** The variables that hold the boxes. */
  boxes: Map<string, { variable: string; binding: Binding }>;
  /** The variable that holds the cell's helpers. */
  helpers: string;
}

/**
 * Rewrites a checked cell, still as TypeScript, into the body of a function: names that cross cells become fields of
 * boxes, declarations of them become assignments, imports go (they are loaded before), `import(…)` and `import.meta`
 * become the kernel's own, and the last expression is returned.
 */
export class Rewriter {
  private readonly boxes: Rewritten["boxes"] = new Map();
  private readonly helpers: string;
  private isAsync = false;
  private readonly visit = (node: ts.Node): ts.VisitResult<ts.Node | undefined> => this.visitNode(node);

  constructor(
    private readonly cell: BoundFile,
    private readonly checker: Checker,
    private readonly bindings: Bindings,
    /** The names that the cell gives values. */
    private readonly names: string[],
    private readonly context: ts.TransformationContext,
  ) {
    this.helpers = this.freshName("$cell");
  }

  rewrite(): Rewritten {
    const functions = this.cell.statements.filter((node) => ts.isFunctionDeclaration(node) && node.body !== undefined && node.name);
    const hoisted = functions.flatMap((node) => this.publish((node as ts.FunctionDeclaration).name!, node));
    const last = this.cell.statements.at(-1);
    const early = this.names.filter((name) => !this.cell.statements.some((statement) => namesReachedAt(statement).includes(name)));
    if (early.length > 0) hoisted.push(this.reached(early));
    const rest = this.cell.statements.flatMap((statement) => (statement === last && ts.isExpressionStatement(statement)
      ? [ts.setTextRange(factory.createReturnStatement(factory.createObjectLiteralExpression([
          factory.createPropertyAssignment("value", this.unnamed(statement.expression)),
        ])), statement)]
      : this.topLevel(statement)));
    const file = factory.updateSourceFile(this.cell, ts.setTextRange(factory.createNodeArray([...hoisted, ...rest]), this.cell.statements));
    return { file, isAsync: this.isAsync, boxes: this.boxes, helpers: this.helpers };
  }

  private topLevel(statement: ts.Statement): ts.Statement[] {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
    if (ts.isExportAssignment(statement)) return [ts.setTextRange(factory.createExpressionStatement(this.expression(statement.expression)), statement)];
    if (isAmbient(statement)) return [statement];
    if (ts.isVariableStatement(statement)) {
      const assigned = this.assignments(statement.declarationList);
      const names = namesReachedAt(statement);
      return [
        ...(assigned ? [ts.setTextRange(factory.createExpressionStatement(assigned), statement)] : []),
        ...(names.length > 0 ? [this.reached(names)] : []),
      ];
    }
    if (ts.isFunctionDeclaration(statement)) return this.declaration(statement, false);
    if (ts.isClassDeclaration(statement)) return this.declaration(statement, true);
    if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) {
      return this.declaration(statement, true);
    }
    return [ts.visitNode(statement, this.visit) as ts.Statement];
  }

  /** A declaration stays one, and what it declares goes into its box. */
  private declaration(statement: Exportable, publishAfter: boolean): ts.Statement[] {
    if (!statement.name) return []; // `export default function () {}`: nobody can name it
    const plain = withoutExport(ts.visitEachChild(statement, this.visit, this.context));
    const after = publishAfter && ts.isIdentifier(statement.name) ? this.publish(statement.name, statement) : [];
    return [plain, ...after, ...(after.length > 0 ? [this.reached([statement.name.text])] : [])];
  }

  private publish(name: ts.Identifier, place: ts.Node): ts.Statement[] {
    const box = this.boxed(this.checker.getSymbolAtLocation(name));
    if (!box) return [];
    return [ts.setTextRange(factory.createExpressionStatement(factory.createAssignment(box, factory.createIdentifier(name.text))), place)];
  }

  /** `const {a, b: [c]} = e, d = 1` as `{a: $a.v, b: [$c.v]} = e, $d.v = 1`; nothing where nothing is assigned. */
  private assignments(list: ts.VariableDeclarationList): ts.Expression | undefined {
    const isVar = !(list.flags & ts.NodeFlags.BlockScoped);
    const parts: ts.Expression[] = list.declarations.filter(({ initializer }) => initializer || !isVar).map((declaration) => {
      const value = declaration.initializer ? this.named(declaration.initializer, declaration.name) : factory.createVoidZero();
      return ts.setTextRange(factory.createAssignment(this.target(declaration.name), value), declaration);
    });
    return parts.length > 0 ? parts.reduce((left, right): ts.Expression => factory.createComma(left, right)) : undefined;
  }

  /** What a declared name or pattern is as the left side of an assignment. */
  private target(name: ts.BindingName): ts.Expression {
    if (ts.isIdentifier(name)) return this.at(name, this.boxed(this.checker.getSymbolAtLocation(name)) ?? name);
    if (ts.isArrayBindingPattern(name)) {
      return this.at(name, factory.createArrayLiteralExpression(name.elements.map((element) => {
        if (ts.isOmittedExpression(element)) return element;
        return element.dotDotDotToken ? factory.createSpreadElement(this.target(element.name)) : this.withDefault(element);
      })));
    }
    return this.at(name, factory.createObjectLiteralExpression(name.elements.map((element) => {
      if (element.dotDotDotToken) return factory.createSpreadAssignment(this.target(element.name));
      const property = element.propertyName ?? factory.createIdentifier((element.name as ts.Identifier).text);
      const visited = ts.isComputedPropertyName(property) ? ts.visitNode(property, this.visit) as ts.PropertyName : property;
      return factory.createPropertyAssignment(visited, this.withDefault(element));
    })));
  }

  private withDefault(element: ts.BindingElement): ts.Expression {
    const target = this.target(element.name);
    return element.initializer ? factory.createAssignment(target, this.named(element.initializer, element.name)) : target;
  }

  /** A value that takes the name of the variable it is for, as a function without a name does. */
  private named(value: ts.Expression, name: ts.BindingName): ts.Expression {
    const visited = this.expression(value);
    if (!isAnonymousFunction(value) || !ts.isIdentifier(name)) return visited;
    const key = factory.createStringLiteral(name.text);
    return factory.createElementAccessExpression(factory.createObjectLiteralExpression([factory.createPropertyAssignment(key, visited)]), key);
  }

  /** A value that does not take the name of the property it is for. */
  private unnamed(value: ts.Expression): ts.Expression {
    const visited = this.expression(value);
    return isAnonymousFunction(value) ? factory.createComma(factory.createNumericLiteral(0), visited) : visited;
  }

  private visitNode(node: ts.Node): ts.VisitResult<ts.Node | undefined> {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return node;
    if (ts.isIdentifier(node)) return this.reference(node) ?? node;
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node);
    if (isDynamicImport(node)) return this.at(node, factory.createCallExpression(this.helper("import"), undefined, node.arguments.map((argument) => this.expression(argument))));
    if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword ? this.at(node, this.helper("meta")) : node;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return this.call(node, node.expression);
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag)) return this.tagged(node, node.tag);
    if (ts.isVariableDeclarationList(node) && this.isOfCell(node)) return this.assignments(node) ?? factory.createVoidZero();
    if (ts.isVariableStatement(node) && this.isOfCell(node.declarationList)) return this.nestedVariables(node);
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.forEach(node);
    if (ts.isAwaitExpression(node) && internals.isInTopLevelContext(node)) this.isAsync = true;
    return ts.visitEachChild(node, this.visit, this.context);
  }

  /** `var` within a block, which is the cell's all the same. */
  private nestedVariables(node: ts.VariableStatement): ts.Statement {
    const assigned = this.assignments(node.declarationList);
    return this.at(node, assigned ? factory.createExpressionStatement(assigned) : factory.createEmptyStatement());
  }

  private forEach(node: ts.ForInStatement | ts.ForOfStatement): ts.Node {
    if (ts.isForOfStatement(node) && node.awaitModifier && internals.isInTopLevelContext(node)) this.isAsync = true;
    const { initializer } = node;
    if (!ts.isVariableDeclarationList(initializer) || !this.isOfCell(initializer)) return ts.visitEachChild(node, this.visit, this.context);
    const target = this.target(initializer.declarations[0]!.name);
    const expression = this.expression(node.expression);
    const statement = ts.visitNode(node.statement, this.visit) as ts.Statement;
    return ts.isForOfStatement(node)
      ? factory.updateForOfStatement(node, node.awaitModifier, target, expression, statement)
      : factory.updateForInStatement(node, target, expression, statement);
  }

  /** Whether `var` declares names of the cell rather than of a function in it. */
  private isOfCell(list: ts.VariableDeclarationList): boolean {
    return !(list.flags & ts.NodeFlags.BlockScoped) && internals.isInTopLevelContext(list)
      && namesIn(list).every((name) => this.cell.locals.has(ts.escapeLeadingUnderscores(name))) && !ts.findAncestor(list, ts.isModuleBlock);
  }

  private shorthand(node: ts.ShorthandPropertyAssignment): ts.Node {
    const value = this.boxed(this.checker.getShorthandAssignmentValueSymbol(node), node) ?? node.name;
    const initializer = node.objectAssignmentInitializer && this.named(node.objectAssignmentInitializer, node.name);
    const name = factory.createIdentifier(node.name.text);
    return this.at(node, factory.createPropertyAssignment(name, initializer ? factory.createAssignment(value, initializer) : value));
  }

  /** A function called by its name gets no `this`, also out of a box. */
  private call(node: ts.CallExpression, callee: ts.Identifier): ts.Node {
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (ts.isIdentifier(visited.expression)) return visited;
    const called = this.detached(visited.expression, callee);
    return ts.isCallChain(visited)
      ? factory.updateCallChain(visited, called, visited.questionDotToken, visited.typeArguments, visited.arguments)
      : factory.updateCallExpression(visited, called, visited.typeArguments, visited.arguments);
  }

  private tagged(node: ts.TaggedTemplateExpression, tag: ts.Identifier): ts.Node {
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (ts.isIdentifier(visited.tag)) return visited;
    return factory.updateTaggedTemplateExpression(visited, this.detached(visited.tag, tag), visited.typeArguments, visited.template);
  }

  private detached(callee: ts.Expression, place: ts.Node): ts.Expression {
    ts.setEmitFlags(callee, ts.EmitFlags.NoSourceMap);
    const call = factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), callee));
    return ts.setEmitFlags(this.at(place, call), ts.EmitFlags.NoTrailingSourceMap); // an error in the call points at the name
  }

  private reference(node: ts.Identifier): ts.Expression | undefined {
    if (!isReference(node)) return undefined;
    const box = this.boxed(this.checker.getSymbolAtLocation(node), node);
    return box && this.at(node, box);
  }

  /** The way to a symbol's value; nothing where its plain name is right: it crosses no cells, or it names itself. */
  private boxed(symbol: ts.Symbol | undefined, place?: ts.Node): ts.Expression | undefined {
    const binding = this.bindings.get(symbol);
    if (!binding || (place && namesItself(symbol!, place))) return undefined;
    const id = `${binding.kind} ${binding.key}`;
    if (!this.boxes.has(id)) this.boxes.set(id, { variable: this.freshName(`$${binding.key.replace(/^.*\//, "").replace(/[^\w$\u00a0-\uffff]+/g, "_")}`), binding });
    const box: ts.Expression = factory.createIdentifier(this.boxes.get(id)!.variable);
    return binding.path.reduce((object, field) => factory.createPropertyAccessExpression(object, field), box);
  }

  private reached(names: string[]): ts.Statement {
    return factory.createExpressionStatement(factory.createCallExpression(this.helper("declared"), undefined, names.map((name) => factory.createStringLiteral(name))));
  }

  private helper(name: string): ts.Expression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(this.helpers), name);
  }

  private expression(node: ts.Expression): ts.Expression {
    return ts.visitNode(node, this.visit) as ts.Expression;
  }

  private at<T extends ts.Node>(place: ts.Node, node: T): T {
    return node.pos < 0 ? ts.setTextRange(node, place) : node;
  }

  /** A name that the cell does not use. */
  private freshName(wanted: string): string {
    let name = wanted;
    for (let i = 1; this.cell.identifiers.has(name); i += 1) name = `${wanted}_${i}`;
    this.cell.identifiers.set(name, name);
    return name;
  }
}

function isAnonymousFunction(value: ts.Expression): boolean {
  const inner = internals.skipParentheses(value);
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if ((ts.isFunctionExpression(parent) || ts.isClassExpression(parent)) && parent.name === node) return false;
  return ts.isExportAssignment(parent) || internals.isExpressionNode(node);
}

/** Whether a function's, class's, enumeration's or namespace's name stands in its own declaration. */
function namesItself(symbol: ts.Symbol, place: ts.Node): boolean {
  const own = symbol.declarations?.filter((node) => !ts.isVariableDeclaration(node) && !ts.isBindingElement(node) && !ts.isParameter(node)) ?? [];
  return own.length > 0 && ts.findAncestor(place, (node) => own.includes(node as ts.Declaration)) !== undefined;
}

function isAmbient(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && Boolean(ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword));
}

/** Names that have a value once a statement has run, and none before. */
function namesReachedAt(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.flags & ts.NodeFlags.BlockScoped ? namesIn(statement.declarationList) : [];
  if (!ts.isClassDeclaration(statement) && !ts.isEnumDeclaration(statement) && !ts.isModuleDeclaration(statement) && !ts.isImportEqualsDeclaration(statement)) return [];
  return statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

function namesIn(list: ts.VariableDeclarationList): string[] {
  const of = (name: ts.BindingName): string[] => (ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : of(element.name))));
  return list.declarations.flatMap(({ name }) => of(name));
}

type Exportable = ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration | ts.ImportEqualsDeclaration;

/** A declaration without `export` and `default`. */
function withoutExport(node: Exportable): ts.Statement {
  const keep = (modifier: ts.ModifierLike) => modifier.kind !== ts.SyntaxKind.ExportKeyword && modifier.kind !== ts.SyntaxKind.DefaultKeyword;
  if (!node.modifiers || node.modifiers.every(keep)) return node;
  const modifiers = node.modifiers.filter(keep);
  const plain = modifiers.filter(ts.isModifier);
  if (ts.isFunctionDeclaration(node)) {
    return factory.updateFunctionDeclaration(node, plain, node.asteriskToken, node.name, node.typeParameters, node.parameters, node.type, node.body);
  }
  if (ts.isClassDeclaration(node)) return factory.updateClassDeclaration(node, modifiers, node.name, node.typeParameters, node.heritageClauses, node.members);
  if (ts.isEnumDeclaration(node)) return factory.updateEnumDeclaration(node, plain, node.name, node.members);
  if (ts.isModuleDeclaration(node)) return factory.updateModuleDeclaration(node, plain, node.name, node.body);
  return factory.updateImportEqualsDeclaration(node, plain, node.isTypeOnly, node.name, node.moduleReference);
}
