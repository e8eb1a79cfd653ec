import path from "node:path";
import type { Diagnostic } from "../parts";
import { type BoundFile, type Checker, internals, ts } from "./engine";

/** All that is wrong with a file: its syntax, its names, its types; heeds `@ts-expect-error`, `@ts-ignore`, `@ts-nocheck`. */
export function diagnosticsOf(file: BoundFile, checker: Checker): readonly ts.Diagnostic[] {
  const semantic = [...file.bindDiagnostics, ...checker.getDiagnostics(file)].filter((diagnostic) => diagnostic.file === file);
  const heeded = file.checkJsDirective?.enabled === false ? [] : heedingComments(file, semantic);
  const all = [...file.parseDiagnostics, ...heeded];
  return ts.sortAndDeduplicateDiagnostics(all.filter(({ category }) => category === ts.DiagnosticCategory.Error));
}

/** An `await` on the top of a local module, which is refused: nothing waits for the module when it runs. */
export function awaitOnTop(file: BoundFile): ts.Diagnostic[] {
  const find = (node: ts.Node): ts.Node | undefined => {
    if (ts.isFunctionLike(node)) return undefined;
    return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier) ? node : ts.forEachChild(node, find);
  };
  const found = file.text.includes("await") ? find(file) : undefined;
  if (!found) return [];
  const start = found.getStart(file);
  const messageText = "A local module cannot 'await' on its top. Export an async function, and await it in the cell.";
  return [{ category: ts.DiagnosticCategory.Error, code: 1378, file, start, length: "await".length, messageText }];
}

function heedingComments(file: BoundFile, diagnostics: ts.Diagnostic[]): ts.Diagnostic[] {
  if (!file.commentDirectives?.length) return diagnostics;
  const directives = internals.createCommentDirectivesMap(file, file.commentDirectives);
  const lines = file.text.split("\n");
  const isSilenced = ({ start }: ts.Diagnostic): boolean => {
    for (let line = file.getLineAndCharacterOfPosition(start!).line - 1; line >= 0; line -= 1) {
      if (directives.markUsed(line)) return true;
      const text = lines[line]!.trim();
      if (text !== "" && !text.startsWith("//")) return false;
    }
    return false;
  };
  const rest = diagnostics.filter((diagnostic) => !isSilenced(diagnostic));
  const unused = directives.getUnusedExpectations().map(({ range }): ts.Diagnostic => ({
    category: ts.DiagnosticCategory.Error, code: 2578, file, start: range.pos, length: range.end - range.pos,
    messageText: "Unused '@ts-expect-error' directive.",
  }));
  return [...rest, ...unused];
}

/** A diagnostic as the kernel speaks of it. */
export function toDiagnostic(diagnostic: ts.Diagnostic, cell: ts.SourceFile, folder: string): Diagnostic {
  const file = diagnostic.file!;
  const start = file.getLineAndCharacterOfPosition(diagnostic.start!);
  const end = file.getLineAndCharacterOfPosition(diagnostic.start! + diagnostic.length!);
  return {
    code: diagnostic.code,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    ...(file !== cell && { file: path.relative(folder, file.fileName) }),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
