import type { Bindings } from "./bindings";
import { type BoundFile, type Checker, internals, type SourceMap, ts } from "./engine";
import { cellOptions } from "./options";
import { Rewriter, type Rewritten } from "./rewrite";

/** A cell's JavaScript: a function that `evaluator/scope` calls, and where its lines come from. */
export interface Emitted {
  javascript: string;
  sourceMap: string;
}

const mapHost = { getCurrentDirectory: () => "", getCanonicalFileName: (name: string) => name };

/** Makes JavaScript of a checked cell. */
export function emitCell(cell: BoundFile, name: string, checker: Checker, bindings: Bindings, names: string[]): Emitted {
  let rewritten: Rewritten | undefined;
  const before: ts.TransformerFactory<ts.SourceFile> = (context) => () => {
    rewritten = new Rewriter(cell, checker, bindings, names, context).rewrite();
    return rewritten.file;
  };
  const { text, map } = print(cell, name, checker, { before: [before], after: [withoutExports] });
  const { isAsync, boxes, helpers } = rewritten!;
  const variables = [...boxes.values()].map(({ variable, binding }) => `${variable} = ${helpers}.${binding.kind}(${JSON.stringify(binding.key)})`);
  const head = `(${isAsync ? "async " : ""}function (${helpers}, require, exports, __filename, __dirname) {`
    + (variables.length > 0 ? ` const ${variables.join(", ")};` : "");
  return { javascript: `${head}\n${text}\n})`, sourceMap: JSON.stringify({ ...map, sources: [name], mappings: `;${map.mappings}` }) };
}

function print(cell: BoundFile, name: string, checker: Checker, custom: ts.CustomTransformers): { text: string; map: SourceMap } {
  const resolver = checker.getEmitResolver(cell);
  const { scriptTransformers } = internals.getTransformers(cellOptions, custom);
  const transformation = internals.transformNodes(resolver, undefined, ts.factory, cellOptions, [cell], scriptTransformers, false);
  const printer = internals.createPrinter(cellOptions, {
    hasGlobalName: resolver.hasGlobalName,
    onEmitNode: transformation.emitNodeWithNotification,
    isEmitNotificationEnabled: transformation.isEmitNotificationEnabled,
    substituteNode: transformation.substituteNode,
  });
  const writer = internals.createTextWriter("\n");
  const map = internals.createSourceMapGenerator(mapHost, name, "", "", cellOptions);
  printer.writeFile(transformation.transformed[0]!, writer, map);
  transformation.dispose();
  return { text: writer.getText(), map: map.toJSON() };
}

/** The module transformation ends a file that exports nothing with `export {}`. */
const withoutExports: ts.TransformerFactory<ts.SourceFile> = () => (file) =>
  ts.factory.updateSourceFile(file, file.statements.filter((statement) => !ts.isExportDeclaration(statement)));
