import { DataFrame, readCSV } from "danfojs-node";
import { serve, type Job, type Size } from "../harness/serve";
import { numbersFile, tableFile } from "./files";
import { groupValues, tableValues } from "./values";

type Arrays = readonly [Float64Array, Float64Array];

const read = (file: string) => readCSV(file) as Promise<DataFrame>;
const array = (frame: DataFrame, name: string) => Float64Array.from(frame.column(name).values as number[]);
const xAndY = (frame: DataFrame, suffix = ""): Arrays => [array(frame, `x${suffix}`), array(frame, `y${suffix}`)];
const valuesOfFrame = (frame: DataFrame) => tableValues(...xAndY(frame));

function onFrame<Result>(run: (frame: DataFrame) => Result, values: (result: Result) => number[]) {
  return async ({ n = 0 }: Size): Promise<Job<Result>> => {
    const frame = await read(tableFile(n));
    return { run: () => run(frame), values: values as Job<Result>["values"] };
  };
}

serve({
  read: ({ n = 0 }): Job<DataFrame> => ({ run: () => read(tableFile(n)), values: valuesOfFrame }),
  readRows: ({ n = 0 }): Job<DataFrame> => ({ run: () => read(tableFile(n)), values: valuesOfFrame }),
  readArrays: ({ n = 0 }): Job<Arrays> => ({ run: async () => xAndY(await read(tableFile(n))), values: (arrays) => tableValues(...arrays) }),
  readNumbers: ({ n = 0 }): Job<Arrays> => ({ run: async () => xAndY(await read(numbersFile(n))), values: (arrays) => tableValues(...arrays) }),
  sort: onFrame((frame) => frame.sortValues("x") as DataFrame, valuesOfFrame),
  groupBy: onFrame(
    (frame) => frame.groupby(["city"]).col(["x", "y"]).mean(),
    (means) => groupValues(means.column("city").values as string[], ...xAndY(means, "_mean")),
  ),
  filter: onFrame((frame) => frame.query(frame.column("x").gt(0.5)) as DataFrame, valuesOfFrame),
  toArrays: onFrame((frame) => xAndY(frame), (arrays) => tableValues(...arrays)),
}, { danfo: "1.2.0" });
