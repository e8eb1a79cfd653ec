import type { DataFrame } from "danfojs-node";
import {
  filterRows, groupBy, LinearRegression, readCsv, readCsvColumns, selectColumns, sortValues, StandardScaler, toTypedArrays, trainTestSplit,
} from "../../src";
import { serve, type Job, type Size } from "../harness/serve";
import { numbersFile, samplesFile, tableFile } from "./files";
import { groupValues, tableValues } from "./values";

type Arrays = readonly [Float64Array, Float64Array];

const xAndY = (frame: DataFrame) => toTypedArrays(frame, ["x", "y"]);
const valuesOfFrame = (frame: DataFrame) => tableValues(...xAndY(frame));

/** Work on a frame that is there. */
function onFrame<Result>(run: (frame: DataFrame) => Result, values: (result: Result) => number[]) {
  return async ({ n = 0 }: Size): Promise<Job<Result>> => {
    const frame = await readCsv(tableFile(n));
    return { run: () => run(frame), values: values as Job<Result>["values"] };
  };
}

async function readArrays(file: string): Promise<Arrays> {
  const columns = await readCsvColumns(file);
  return [columns.get("x") as Float64Array, columns.get("y") as Float64Array];
}

/** A file of a million samples: read, split, standardised, learned from, tested. */
async function learn(file: string): Promise<number[]> {
  const frame = await readCsv(file);
  const { train, test } = trainTestSplit({ features: selectColumns(frame, ["a", "b", "c", "d"]), target: frame.column("y") });
  const scaler = new StandardScaler();
  const model = new LinearRegression().fit(scaler.fitTransform(train.features), train.target);
  return [model.score(scaler.transform(test.features), test.target)];
}

serve({
  read: ({ n = 0 }): Job<DataFrame> => ({ run: () => readCsv(tableFile(n)), values: valuesOfFrame }),
  readRows: ({ n = 0 }): Job<DataFrame> => ({
    run: async () => {
      const frame = await readCsv(tableFile(n));
      void frame.values;
      return frame;
    },
    values: valuesOfFrame,
  }),
  readArrays: ({ n = 0 }): Job<Arrays> => ({ run: () => readArrays(tableFile(n)), values: (arrays) => tableValues(...arrays) }),
  readNumbers: ({ n = 0 }): Job<Arrays> => ({ run: () => readArrays(numbersFile(n)), values: (arrays) => tableValues(...arrays) }),
  sort: onFrame((frame) => sortValues(frame, "x"), valuesOfFrame),
  groupBy: onFrame((frame) => groupBy(frame, "city").mean(), (means) => groupValues(means.column("city").values as string[], ...xAndY(means))),
  filter: onFrame((frame) => filterRows(frame, (row) => row.x! > 0.5), valuesOfFrame),
  toArrays: onFrame(xAndY, (arrays) => tableValues(...arrays)),
  learn: ({ n = 0 }): Job<number[]> => ({ run: () => learn(samplesFile(n)), values: (scores) => scores }),
}, { slope: "0.1.0" });
