import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const notebooks = path.resolve(__dirname, "../../../notebooks");

type MeasureMap = (rule: string, widestRate: number, side: number, steps: number) => { factors: number[][] };

/** The two maps of learning rate and momentum in notebook 04, run by the notebook's own functions. */
export function notebookMaps(): ((side: number, steps: number) => number[][])[] {
  const name = readdirSync(notebooks).find((file) => file.startsWith("04"))!;
  const { cells } = JSON.parse(readFileSync(path.join(notebooks, name), "utf8")) as { cells: { cell_type: string; source: string | string[] }[] };
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => [source].flat().join("")).join("\n");
  const functions = ["measuredFactor", "measureMap"].map((wanted) => functionNamed(wanted, code)).join("\n");
  const { outputText } = ts.transpileModule(functions, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const measureMap = new Function(`${outputText}; return measureMap;`)() as MeasureMap;
  return [
    (side, steps) => measureMap("heavy ball", 4.4, side, steps).factors,
    (side, steps) => measureMap("Nesterov", 2.2, side, steps).factors,
  ];
}

function functionNamed(name: string, code: string): string {
  const source = ts.createSourceFile("cells.ts", code, ts.ScriptTarget.ES2022);
  const found = source.statements.find((statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === name);
  if (!found) throw new Error(`notebook 04: expected a function ${name} in its cells, received none`);
  return found.getFullText(source);
}
