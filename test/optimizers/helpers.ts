import { readFileSync } from "node:fs";
import path from "node:path";
import type { Optimizer } from "../../src/optimizers";

/** What a script of test/optimizers/fixtures wrote. */
export function readFixture<Fixture>(name: string): Fixture {
  return JSON.parse(readFileSync(path.resolve(__dirname, "../../../test/optimizers/fixtures", name), "utf8")) as Fixture;
}

/** The parameters after the given gradients, one step each. */
export function after(optimizer: Optimizer, start: number[], gradients: number[][]): Float64Array {
  const parameters = Float64Array.from(start);
  const state = optimizer.init(parameters);
  for (const gradient of gradients) optimizer.update(Float64Array.from(gradient), state, parameters);
  return parameters;
}
