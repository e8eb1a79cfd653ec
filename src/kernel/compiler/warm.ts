import { Environment } from "./environment";
import { everything, languageOnly } from "./globals";
import { Notebook } from "./notebook";
import { ownFolder } from "./ownFolder";
import type { Knowledge } from "./snapshotFile";

/** Cells of the language alone, with what the checker is likely to need for a first cell. */
const language = [
  "1 + 1",
  "let x = 40",
  "x + 2",
  "const numbers = [1, 2, 3].map((x) => x * 2).filter(Boolean); console.log(`${numbers}`, Math.max(...numbers)); await Promise.all([Promise.resolve(1)]);",
  "function square(x: number): number { return x * x; } class Point { constructor(readonly x = 0, readonly y = 0) {} } square(new Point(1).x)",
];

/** What notebooks here import, as cells that make the checker look at the types that matter: in the usual orders. */
const notebooks = [
  [
    ...language,
    'import * as tf from "@tensorflow/tfjs-node"; const a = tf.tensor2d([[1, 2]]).add(1).mul(2).matMul(tf.ones([2, 1])); a.print(); const model = tf.sequential();',
    'import * as tfjs from "@tensorflow/tfjs"; tfjs.tidy(() => tfjs.scalar(1).add(1));',
    'import * as dfd from "danfojs-node"; const frame = new dfd.DataFrame([[1, 2]], { columns: ["a", "b"] }); frame.head().print(); frame["a"];',
    'import * as slope from "slope"; Object.keys(slope);',
    'import * as tslab from "tslab"; tslab.display.html("");',
  ],
  ['import { TopLevelSpec } from "vega-lite"; const spec: TopLevelSpec = { data: { values: [] }, mark: "point", encoding: { x: { field: "a", type: "quantitative" } } };'],
];

/** An environment that has seen all of this, for the snapshot. What is not installed is left out. */
export function warmEnvironment(knowledge: Knowledge): Environment {
  const environment = new Environment(ownFolder, knowledge === "everything" ? everything : languageOnly);
  for (const cells of knowledge === "everything" ? notebooks : [language]) {
    const notebook = new Notebook(ownFolder, environment);
    cells.forEach((code, number) => notebook.compile(number, code));
    environment.rest();
  }
  return environment;
}
