import type { Bindings } from "./bindings";
import { type BoundFile, type Checker, internals, type SourceMap, ts } from "./engine";
import { cellOptions } from "./options";
import { Rewriter, type Rewritten } from "./rewrite";

/** A cell's JavaScript: a function that `evaluator/scope` calls, and where its lines come from. */
export interface Emitted {
  javascript: string;
  sourceMap: string;
}

/**
 * What makes JavaScript of TypeScript. The transformation of modules has nothing to do: imports and exports are gone
 * when its turn comes.
 */
const transformers = internals.getTransformers(cellOptions, {}).scriptTransformers.filter((each) => each !== internals.transformECMAScriptModule);

const mapHost = { getCurrentDirectory: () => "", getCanonicalFileName: (name: string) => name };

/** Makes JavaScript of a checked cell. */
export function emitCell(cell: BoundFile, name: string, checker: Checker, bindings: Bindings, names: string[]): Emitted {
  let rewritten: Rewritten | undefined;
  const rewrite: ts.TransformerFactory<ts.SourceFile> = (context) => () => {
    rewritten = new Rewriter(cell, checker, bindings, names, context).rewrite();
    return rewritten.file;
  };
  const { text, map } = print(cell, name, checker, [rewrite, ...transformers]);
  const { isAsync, boxes, helpers } = rewritten!;
  const variables = [...boxes.values()].map(({ variable, binding }) => `${variable} = ${helpers}.${binding.kind}(${JSON.stringify(binding.key)})`);
  const head = `(${isAsync ? "async " : ""}function (${helpers}, require, exports, __filename, __dirname) {`
    + (variables.length > 0 ? ` const ${variables.join(", ")};` : "");
  return { javascript: `${head}\n${text}\n})`, sourceMap: JSON.stringify({ ...map, sources: [name], mappings: `;${map.mappings}` }) };
}

function print(cell: BoundFile, name: string, checker: Checker, chain: unknown[]): { text: string; map: SourceMap } {
  const resolver = checker.getEmitResolver(cell);
  const transformation = internals.transformNodes(resolver, undefined, ts.factory, cellOptions, [cell], chain, false);
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
