import type { Boxes } from "./boxes";
import { type Edited, Edits } from "./edits";
import { type BoundFile, type Checker, ts } from "./engine";
import { Inside } from "./inside";
import { type Declaration, doesNothing, isAnonymousFunction, isDeclaration, namesReachedAt } from "./syntax";

/** A cell's statements as they run. */
export interface Rewritten {
  edited: Edited;
  /** What is to be done before them. */
  first: string;
  /** Whether `await` stands on top. */
  isAsync: boolean;
  /** Whether there is something in them that only TypeScript knows. */
  isTyped: boolean;
}

/**
 * Rewrites a checked cell into the body of a function, by changes to its text: names that cross cells become fields of
 * boxes, declarations of them become assignments, imports go (they are loaded before), `import(…)` and `import.meta`
 * become the kernel's own, and the last expression is returned. All else stays as it was written, its types too.
 *
 * @param names the names that the cell gives values
 */
export function rewriteCell(cell: BoundFile, checker: Checker, boxes: Boxes, names: string[]): Rewritten {
  const edits = new Edits();
  const inside = new Inside(cell, checker, boxes, edits);
  const statements = new Statements(cell, boxes, edits, inside);
  const functions = cell.statements.flatMap((node) => (ts.isFunctionDeclaration(node) && node.body && node.name ? [node.name] : []));
  const late = new Set(cell.statements.flatMap(namesReachedAt));
  const first = functions.map((name) => boxes.published(name)).join("") + boxes.reached(names.filter((name) => !late.has(name)));
  if (cell.text.startsWith("#!")) edits.replace(0, 2, "//");
  for (const statement of cell.statements) statements.rewrite(statement);
  return { edited: edits.applyTo(cell.text), first, isAsync: inside.isAsync, isTyped: inside.isTyped };
}

/** Rewrites what stands on the top of a cell. */
class Statements {
  constructor(
    private readonly cell: BoundFile,
    private readonly boxes: Boxes,
    private readonly edits: Edits,
    private readonly inside: Inside,
  ) {}

  rewrite(statement: ts.Statement): void {
    if (doesNothing(statement)) return this.drop(statement);
    if (ts.isExpressionStatement(statement) && statement === this.cell.statements.at(-1)) return this.returned(statement.expression);
    if (ts.isExportAssignment(statement)) return this.exported(statement);
    if (ts.isVariableStatement(statement)) return this.variables(statement);
    if (isDeclaration(statement)) return this.declaration(statement);
    this.inside.visit(statement);
    if (ts.isImportEqualsDeclaration(statement)) this.publish(statement, statement.name);
  }

  /** The value of the last expression; a function there does not take the name of the property. */
  private returned(expression: ts.Expression): void {
    this.edits.insert(expression.getStart(this.cell), `return { value: (${isAnonymousFunction(expression) ? "0, " : ""}`);
    this.inside.visit(expression);
    this.edits.insert(expression.end, ") };");
  }

  /** `export default` with an expression: it is computed, for nobody. */
  private exported(statement: ts.ExportAssignment): void {
    const { expression } = statement;
    this.edits.replace(statement.getStart(this.cell), expression.getStart(this.cell), "void (");
    this.inside.visit(expression);
    this.edits.insert(expression.end, ");");
  }

  private variables(statement: ts.VariableStatement): void {
    const { declarationList } = statement;
    this.edits.remove(statement.getStart(this.cell), declarationList.getStart(this.cell));
    this.inside.assignments.rewrite(declarationList);
    this.edits.insert(statement.end, `;${this.boxes.reached(namesReachedAt(statement))}`);
  }

  /** A declaration stays one, without `export`, and what it declares goes into its box: a function before all else runs. */
  private declaration(declaration: Declaration): void {
    if (!declaration.name) return this.drop(declaration); // `export default function () {}`: nobody can name it
    for (const { kind, end } of declaration.modifiers ?? []) {
      if (kind === ts.SyntaxKind.ExportKeyword) this.edits.remove(end - "export".length, end);
      if (kind === ts.SyntaxKind.DefaultKeyword) this.edits.remove(end - "default".length, end);
    }
    this.inside.visit(declaration);
    if (!ts.isFunctionDeclaration(declaration) && ts.isIdentifier(declaration.name)) this.publish(declaration, declaration.name);
  }

  private publish(statement: ts.Statement, name: ts.Identifier): void {
    const published = this.boxes.published(name);
    if (published !== "") this.edits.insert(statement.end, `;${published}${this.boxes.reached([name.text])}`);
  }

  private drop(statement: ts.Statement): void {
    this.edits.replace(statement.getStart(this.cell), statement.end, ";");
  }
}
