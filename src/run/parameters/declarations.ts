import type * as TypeScript from "@tslab/typescript-for-tslab";
import { readRule, type Rule } from "./rule";
import type { ParameterType, Range } from "./type";

/** What a notebook declares in its parameters cell, one `let` each. */
export interface Parameter {
  name: string;
  type: ParameterType;
  /** Its value in the notebook, as TypeScript. */
  initial: string;
  /** What it is for, out of its comment. */
  meaning: string;
}

/** The TypeScript that checks the cells; it takes a third of a second to load. */
function loadTypeScript(): typeof TypeScript {
  return require("@tslab/typescript-for-tslab") as typeof TypeScript;
}

/**
 * The parameters that a cell declares: its `let`s, with their types from the annotation or else from the value, and
 * kind, range and meaning from the comment behind (or above) them, as {@link readRule} reads it.
 */
export function readDeclarations(source: string): Parameter[] {
  const ts = loadTypeScript();
  const file = ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.ES2022, true);
  const aliases = new Map(file.statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, type]));
  const types = new TypeReader(ts, aliases);
  return file.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    if ((statement.declarationList.flags & ts.NodeFlags.Let) === 0) return [];
    const rule = readRule(commentOf(ts, statement, source));
    return statement.declarationList.declarations.filter((declaration) => ts.isIdentifier(declaration.name)).map((declaration) => ({
      name: declaration.name.getText(),
      type: refine(declaration.type ? types.annotated(declaration.type) : types.inferred(declaration.initializer), rule),
      initial: declaration.initializer?.getText() ?? "undefined",
      meaning: rule.meaning,
    }));
  });
}

/** The comment on the statement's own line, or else those just above it. */
function commentOf(ts: typeof TypeScript, statement: TypeScript.Statement, source: string): string {
  const behind = ts.getTrailingCommentRanges(source, statement.getEnd());
  const above = ts.getLeadingCommentRanges(source, statement.getFullStart()) ?? [];
  const ownAbove = above.filter(({ pos }) => !isBehindCode(source, pos));
  return (behind ?? ownAbove).map(({ pos, end }) => plainComment(source.slice(pos, end))).join(" ").trim();
}

/** A comment that ends the line of another statement belongs to that one. */
function isBehindCode(source: string, start: number): boolean {
  return source.slice(source.lastIndexOf("\n", start - 1) + 1, start).trim() !== "";
}

function plainComment(comment: string): string {
  const text = comment.startsWith("//") ? comment.slice(2) : comment.replace(/^\/\*+|\*+\/$/g, "").replace(/^\s*\*/gm, "");
  return text.replace(/\s+/g, " ").trim();
}

/** A declared type, narrowed by the comment: a number that must be an integer, or in a range. */
function refine(type: ParameterType, { kind, range }: Rule): ParameterType {
  if (type.kind === "array") return { ...type, of: refine(type.of, { kind, range, meaning: "" }) };
  if (type.kind === "union") return { ...type, of: type.of.map((part) => refine(part, { kind, range, meaning: "" })) };
  return type.kind === "number" ? { kind: kind === "integer" ? "integer" : "number", range } : type;
}

const NO_RANGE: Range = {};

/** Reads types as TypeScript's syntax has them. */
class TypeReader {
  constructor(
    private readonly ts: typeof TypeScript,
    private readonly aliases: Map<string, TypeScript.TypeNode>,
  ) {}

  annotated(node: TypeScript.TypeNode): ParameterType {
    const { ts } = this;
    if (ts.isParenthesizedTypeNode(node)) return this.annotated(node.type);
    if (ts.isUnionTypeNode(node)) return { kind: "union", of: node.types.map((part) => this.annotated(part)) };
    if (ts.isArrayTypeNode(node)) return { kind: "array", of: this.annotated(node.elementType) };
    if (ts.isLiteralTypeNode(node)) return this.literal(node.literal) ?? other(node);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return this.annotated(node.type);
    if (ts.isTypeReferenceNode(node)) {
      const name = node.typeName.getText();
      const alias = this.aliases.get(name);
      if (alias) return this.annotated(alias);
      const [element] = node.typeArguments ?? [];
      return /^(Readonly)?Array$/.test(name) && element ? { kind: "array", of: this.annotated(element) } : other(node);
    }
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number", range: NO_RANGE };
    if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: "string" };
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
    return other(node);
  }

  inferred(value: TypeScript.Expression | undefined): ParameterType {
    const { ts } = this;
    if (value === undefined) return { kind: "other", text: "undefined" };
    if (ts.isParenthesizedExpression(value)) return this.inferred(value.expression);
    if (ts.isAsExpression(value)) return this.annotated(value.type);
    if (ts.isArrayLiteralExpression(value)) {
      return value.elements.length === 0 ? other(value) : { kind: "array", of: this.inferred(value.elements[0]) };
    }
    if (ts.isPrefixUnaryExpression(value) || ts.isNumericLiteral(value)) {
      return value.kind === ts.SyntaxKind.PrefixUnaryExpression && value.getText().startsWith("!")
        ? { kind: "boolean" } : { kind: "number", range: NO_RANGE };
    }
    if (ts.isBinaryExpression(value)) return this.inferred(value.left);
    if (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value)) return { kind: "string" };
    if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) return { kind: "boolean" };
    return other(value);
  }

  private literal(node: TypeScript.LiteralTypeNode["literal"]): ParameterType | undefined {
    const { ts } = this;
    if (ts.isStringLiteral(node)) return { kind: "literal", value: node.text };
    if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "literal", value: true };
    if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "literal", value: false };
    if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: "literal", value: null };
    const number = Number(node.getText());
    return Number.isNaN(number) ? undefined : { kind: "literal", value: number };
  }
}

function other(node: TypeScript.Node): ParameterType {
  return { kind: "other", text: node.getText() };
}
