import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  clipGradients, cosineDecay, exponentialDecay, inverseTimeDecay, optimizers, stepDecay, withWeightDecay,
  type Optimizer, type OptimizerName, type Schedule,
} from "../../src/optimizers";
import { readFixture } from "./helpers";
import { GRADIENTS } from "./problems";

interface Settings {
  optimizer: string;
  problem: string;
  options: Record<string, number | boolean>;
  schedule?: [name: string, options: object];
  weightDecay?: number;
  maxNorm?: number;
  maxValue?: number;
}

interface Case extends Settings { trajectory: number[][] }

interface Fixture { steps: number[]; cases: Case[] }

const { steps, cases } = readFixture<Fixture>("trajectories.json");

const SCHEDULES = { cosineDecay, exponentialDecay, inverseTimeDecay, stepDecay } as Record<
  string, (options: never) => Schedule>;

/** The optimizer with all that is around it, in PyTorch's order: gradients are clipped before the decay is added. */
function make({ optimizer, options, schedule, weightDecay, maxNorm, maxValue }: Settings): Optimizer {
  const { create } = optimizers[optimizer as OptimizerName];
  let method = create(schedule ? { ...options, schedule: SCHEDULES[schedule[0]](schedule[1] as never) } : options);
  if (weightDecay !== undefined) method = withWeightDecay(method, { weightDecay });
  if (maxNorm !== undefined) method = clipGradients(method, { maxNorm });
  if (maxValue !== undefined) method = clipGradients(method, { maxValue });
  return method;
}

describe("optimizers follow PyTorch's float64 trajectories to 1e-12 over 1000 steps", () => {
  for (const { trajectory, ...settings } of cases) {
    it(JSON.stringify(settings), () => {
      const optimizer = make(settings);
      const parameters = Float64Array.from(trajectory[0]);
      const gradient = new Float64Array(parameters.length);
      const state = optimizer.init(parameters);
      let step = 0;
      steps.forEach((kept, k) => {
        for (; step < kept; step++) {
          GRADIENTS[settings.problem](parameters, gradient);
          optimizer.update(gradient, state, parameters);
        }
        const expected = trajectory[k];
        const scale = Math.hypot(...expected);
        parameters.forEach((value, j) => {
          const error = Math.abs(value - expected[j]);
          assert.ok(error <= 1e-12 * scale, `step ${kept}, theta ${j}: ${value}, PyTorch ${expected[j]}`);
        });
      });
      assert.equal(step, 1000);
    });
  }

  it("with every optimizer on every problem, and every option away from its default", () => {
    const names = Object.keys(optimizers);
    for (const problem of Object.keys(GRADIENTS)) {
      const of = cases.filter((entry) => entry.problem === problem);
      assert.deepEqual(names.filter((name) => !of.some((entry) => entry.optimizer === name)), []);
    }
    for (const [name, { create }] of Object.entries(optimizers)) {
      for (const [option, byDefault] of Object.entries(create().options)) {
        const tried = cases.some((entry) => entry.optimizer === name && entry.options[option] !== byDefault);
        assert.ok(tried, `${name}: ${option} is never other than ${byDefault}`);
      }
    }
  });
});
