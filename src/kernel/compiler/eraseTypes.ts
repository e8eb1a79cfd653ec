import type { Edited } from "./edits";
import { type BoundFile, type Checker, internals, ts } from "./engine";
import { cellOptions } from "./options";
import { parseModule } from "./sourceFiles";
import { lineFinder, type Mapping } from "./sourceMap";

/** What is of TypeScript alone becomes JavaScript. The transformation of modules has nothing to do: imports are gone. */
const transformers = internals.getTransformers(cellOptions, {}).scriptTransformers.filter((each) => each !== internals.transformECMAScriptModule);

/**
 * Makes JavaScript of a cell's rewritten TypeScript: types go; enumerations, namespaces, decorators become code.
 * @param cell as it was written and checked
 */
export function eraseTypes(rewritten: Edited, cell: BoundFile, checker: Checker): { text: string; mappings: Mapping[] } {
  const file = parseModule("__rewritten.ts", rewritten.text, true);
  file.resolvedModules = cell.resolvedModules;
  internals.bindSourceFile(file, cellOptions);
  // only what decorators become depends on what the checker finds: whether a class uses its own name
  const resolver = checker.getEmitResolver(rewritten.text.includes("@") ? file : cell);
  const transformation = internals.transformNodes(resolver, undefined, ts.factory, cellOptions, [file], transformers, false);
  const printer = internals.createPrinter(cellOptions, {
    hasGlobalName: resolver.hasGlobalName,
    onEmitNode: transformation.emitNodeWithNotification,
    isEmitNotificationEnabled: transformation.isEmitNotificationEnabled,
    substituteNode: transformation.substituteNode,
  });
  const writer = internals.createTextWriter("\n");
  const recorder = new Recorder(rewritten, file, cell);
  printer.writeFile(transformation.transformed[0]!, writer, recorder);
  transformation.dispose();
  return { text: writer.getText(), mappings: recorder.mappings };
}

/** Keeps what the printer says of where its text comes from, in terms of the cell as it was written. */
class Recorder {
  readonly mappings: Mapping[] = [];

  constructor(
    private readonly rewritten: Edited,
    private readonly file: ts.SourceFile,
    private readonly cell: ts.SourceFile,
  ) {}

  addSource(): number {
    return 0;
  }

  addMapping(line: number, column: number, _source: number, rewrittenLine: number, rewrittenColumn: number): void {
    const origin = this.originOf(this.file.getPositionOfLineAndCharacter(rewrittenLine, rewrittenColumn));
    const { line: sourceLine, character: sourceColumn } = this.cell.getLineAndCharacterOfPosition(origin);
    this.mappings.push({ line, column, sourceLine, sourceColumn });
  }

  /** Where the last part of the text comes from that starts at an offset or before. */
  private originOf(offset: number): number {
    const { origins } = this.rewritten;
    let first = 0;
    for (let end = origins.length; end - first > 1; ) {
      const middle = (first + end) >> 1;
      if (origins[middle]![0] <= offset) first = middle;
      else end = middle;
    }
    return origins[first]?.[1] ?? 0;
  }
}

/** The mappings of a rewritten text that is JavaScript as it stands. */
export function mappingsOf({ text, origins }: Edited, cell: ts.SourceFile): Mapping[] {
  const inText = lineFinder(internals.computeLineStarts(text));
  const inCell = lineFinder(cell.getLineStarts());
  return origins.map(([offset, origin]) => {
    const { line, column } = inText(offset);
    const { line: sourceLine, column: sourceColumn } = inCell(origin);
    return { line, column, sourceLine, sourceColumn };
  });
}
