import path from "node:path";
import ts = require("@tslab/typescript-for-tslab");

/**
 * The one place that reaches into TypeScript's internals. Everything here exists in the pinned release (5.0.4) though
 * its declarations hide it; a newer release means reading this file again, and no other.
 */
interface Internals {
  createTypeChecker(host: ts.Program): Checker;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  createModeAwareCache(): ResolvedModules;
  createCommentDirectivesMap(file: ts.SourceFile, directives: unknown[]): CommentDirectives;
  getTransformers(options: ts.CompilerOptions, custom: ts.CustomTransformers): { scriptTransformers: unknown[] };
  transformECMAScriptModule: unknown;
  transformNodes(resolver: EmitResolver, host: undefined, factory: ts.NodeFactory, options: ts.CompilerOptions,
    nodes: ts.SourceFile[], transformers: unknown[], allowDeclarationFiles: boolean): Transformation;
  computeLineStarts(text: string): readonly number[];
  createTextWriter(newLine: string): { getText(): string };
  createPrinter(options: object, handlers: object): { writeFile(file: ts.SourceFile, writer: object, sourceMap: object): void };
  getQuickInfoAtPosition(file: ts.SourceFile, checker: ts.TypeChecker, token: object, position: number): ts.QuickInfo | undefined;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  findPrecedingToken(position: number, file: ts.SourceFile): ts.Node | undefined;
  libMap: Map<string, string>;
  forEachChildRecursively(root: ts.Node, visit: (node: ts.Node) => void): void;
  isExpressionNode(node: ts.Node): boolean;
  isOuterExpression(node: ts.Node): boolean;
  skipOuterExpressions(node: ts.Node): ts.Node;
  isInTopLevelContext(node: ts.Node): boolean;
  Completions: {
    getCompletionsAtPositionForTslab(host: object, program: ts.Program, log: () => void, file: ts.SourceFile, position: number,
      preferences: ts.UserPreferences, trigger: undefined, kind: ts.CompletionTriggerKind, token: object): ts.CompletionInfo | undefined;
  };
}

/** TypeScript's checker, with what its declarations hide. */
export interface Checker extends ts.TypeChecker {
  getDiagnostics(file: ts.SourceFile): ts.Diagnostic[];
  getEmitResolver(file: ts.SourceFile): EmitResolver;
  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean;
  getWidenedType(type: ts.Type): ts.Type;
}

/** A source file, with what its declarations hide. */
export interface BoundFile extends ts.SourceFile {
  parent: ts.SourceFile;
  locals: ts.SymbolTable;
  symbol: ts.Symbol & { globalExports?: unknown };
  imports: ts.StringLiteralLike[];
  moduleAugmentations: ts.Node[];
  ambientModuleNames: string[];
  resolvedModules?: ResolvedModules;
  resolvedTypeReferenceDirectiveNames?: Map<string, ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations>;
  parseDiagnostics: ts.Diagnostic[];
  bindDiagnostics: ts.Diagnostic[];
  commentDirectives?: unknown[];
  /** What `@ts-check` and `@ts-nocheck` say. */
  checkJsDirective?: { enabled: boolean };
  identifiers: Map<string, string>;
  externalModuleIndicator?: ts.Node | true;
  commonJsModuleIndicator?: ts.Node;
}

/** The symbol that other modules see where a declaration is exported. */
export interface LocalSymbol extends ts.Symbol {
  exportSymbol?: ts.Symbol;
  constEnumOnlyModule?: boolean;
}

export interface ResolvedModules {
  get(name: string, mode: undefined): ts.ResolvedModuleWithFailedLookupLocations | undefined;
  set(name: string, mode: undefined, resolution: ts.ResolvedModuleWithFailedLookupLocations): unknown;
  forEach(visit: (resolution: ts.ResolvedModuleWithFailedLookupLocations) => void): void;
}

interface EmitResolver {
  hasGlobalName(name: string): boolean;
}

interface CommentDirectives {
  getUnusedExpectations(): { range: ts.TextRange }[];
  markUsed(line: number): boolean;
}

interface Transformation {
  transformed: ts.SourceFile[];
  emitNodeWithNotification: unknown;
  isEmitNotificationEnabled: unknown;
  substituteNode: unknown;
  dispose(): void;
}

const internals = ts as unknown as Internals;

const CONTAINS_TYPE_SCRIPT = 1;

/** Whether a node, or something in it, is nothing that JavaScript knows, as the parser notes it. */
export function hasTypeScript(node: ts.Node): boolean {
  return ((node as ts.Node & { transformFlags: number }).transformFlags & CONTAINS_TYPE_SCRIPT) !== 0;
}

/** The files that `/// <reference types="…" />` lines of a file mean. */
export function typeReferences(file: BoundFile): (string | undefined)[] {
  const files: (string | undefined)[] = [];
  file.resolvedTypeReferenceDirectiveNames?.forEach(({ resolvedTypeReferenceDirective }) => files.push(resolvedTypeReferenceDirective?.resolvedFileName));
  return files;
}

/** The file of the language's library that `/// <reference lib="…" />` means. */
export function libraryFile(name: string): string | undefined {
  const file = internals.libMap.get(name.toLowerCase());
  return file && path.posix.join(path.posix.dirname(ts.getDefaultLibFilePath({})), file);
}

/** Lets go of what nobody asks of a file once it is bound: where its imports were looked for, its identifiers. */
export function forgetSearch(file: BoundFile): void {
  const forget = (resolution: object) => Object.assign(resolution, { failedLookupLocations: [], affectingLocations: [] });
  file.resolvedModules?.forEach(forget);
  file.resolvedTypeReferenceDirectiveNames?.forEach(forget);
  if (file.isDeclarationFile) file.identifiers = new Map();
}

export { internals, ts };
