import { createRequire } from "node:module";
import path from "node:path";
import { serve, type Job, type Size } from "../harness/serve";
import { numbersFile, tableFile } from "./files";
import { groupValues, tableValues } from "./values";

/** What is used of nodejs-polars, which only those have who measure. */
interface Frame {
  sort(by: { by: string }): Frame;
  groupBy(by: string): { agg(...expressions: Expression[]): Frame };
  filter(predicate: Expression): Frame;
  getColumn(name: string): { toArray(): unknown[]; toTypedArray(): Float64Array };
}
interface Expression {
  mean(): Expression;
  gt(value: number): Expression;
}
interface Polars {
  readCSV(file: string): Frame;
  col(name: string): Expression;
}

type Arrays = readonly [Float64Array, Float64Array];

const requireOfBench = createRequire(path.resolve(__dirname, "../../../bench/package.json"));
const polars = (requireOfBench("nodejs-polars") as { default: Polars }).default;
const { version } = requireOfBench("nodejs-polars/package.json") as { version: string };

const xAndY = (frame: Frame): Arrays => [frame.getColumn("x").toTypedArray(), frame.getColumn("y").toTypedArray()];
const valuesOfFrame = (frame: Frame) => tableValues(...xAndY(frame));

function onFrame<Result>(run: (frame: Frame) => Result, values: (result: Result) => number[]) {
  return ({ n = 0 }: Size): Job<Result> => {
    const frame = polars.readCSV(tableFile(n));
    return { run: () => run(frame), values: values as Job<Result>["values"] };
  };
}

serve({
  read: ({ n = 0 }): Job<Frame> => ({ run: () => polars.readCSV(tableFile(n)), values: valuesOfFrame }),
  readArrays: ({ n = 0 }): Job<Arrays> => ({ run: () => xAndY(polars.readCSV(tableFile(n))), values: (arrays) => tableValues(...arrays) }),
  readNumbers: ({ n = 0 }): Job<Arrays> => ({ run: () => xAndY(polars.readCSV(numbersFile(n))), values: (arrays) => tableValues(...arrays) }),
  sort: onFrame((frame) => frame.sort({ by: "x" }), valuesOfFrame),
  groupBy: onFrame(
    (frame) => frame.groupBy("city").agg(polars.col("x").mean(), polars.col("y").mean()),
    (means) => groupValues(means.getColumn("city").toArray() as string[], ...xAndY(means)),
  ),
  filter: onFrame((frame) => frame.filter(polars.col("x").gt(0.5)), valuesOfFrame),
  toArrays: onFrame(xAndY, (arrays) => tableValues(...arrays)),
}, { "nodejs-polars": version });
