import { Environment } from "./environment";
import { Notebook } from "./notebook";
import { ownFolder } from "./ownFolder";

/** What notebooks here import, as cells that make the checker look at the types that matter: in the usual orders. */
const notebooks = [
  [
    "const numbers = [1, 2, 3].map((x) => x * 2).filter(Boolean); console.log(`${numbers}`, Math.max(...numbers)); await Promise.all([Promise.resolve(1)]);",
    'import * as tf from "@tensorflow/tfjs-node"; const a = tf.tensor2d([[1, 2]]).add(1).mul(2).matMul(tf.ones([2, 1])); a.print(); const model = tf.sequential();',
    'import * as tfjs from "@tensorflow/tfjs"; tfjs.tidy(() => tfjs.scalar(1).add(1));',
    'import * as dfd from "danfojs-node"; const frame = new dfd.DataFrame([[1, 2]], { columns: ["a", "b"] }); frame.head().print(); frame["a"];',
    'import * as slope from "slope"; Object.keys(slope);',
    'import * as tslab from "tslab"; tslab.display.html("");',
  ],
  ['import { TopLevelSpec } from "vega-lite"; const spec: TopLevelSpec = { data: { values: [] }, mark: "point", encoding: { x: { field: "a", type: "quantitative" } } };'],
];

/** An environment that has seen all of this, for the snapshot. What is not installed is left out. */
export function warmEnvironment(): Environment {
  const environment = new Environment(ownFolder);
  for (const cells of notebooks) {
    const notebook = new Notebook(ownFolder, environment);
    cells.forEach((code, number) => notebook.compile(number, code));
    environment.rest();
  }
  return environment;
}
