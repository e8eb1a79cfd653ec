import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { adam, gradientDescent, type AdamOptions, type Optimizer } from "../../src/optimizers";

interface Case { optimizer: string; problem: string; options: AdamOptions; trajectory: number[][] }

const file = path.resolve(__dirname, "../../../test/optimizers/fixtures/trajectories.json");
const { steps, cases } = JSON.parse(readFileSync(file, "utf8")) as { steps: number[]; cases: Case[] };

/** The gradients of make_trajectories.py, operation by operation. */
const GRADIENTS: Record<string, (x: Float64Array, gradient: Float64Array) => void> = {
  bowl([x0, x1, x2], gradient) {
    gradient.set([x0 + x1, 10 * x1 + x0, 100 * x2 - 1]);
  },
  rosenbrock([x0, x1], gradient) {
    const valley = x1 - x0 * x0;
    gradient.set([-2 * (1 - x0) - 400 * x0 * valley, 200 * valley]);
  },
};

const OPTIMIZERS: Record<string, (options: AdamOptions) => Optimizer> = { adam, gradientDescent };

describe("optimizers follow PyTorch's float64 trajectories to 1e-12 over 1000 steps", () => {
  for (const { optimizer: name, problem, options, trajectory } of cases) {
    it(`${name} ${JSON.stringify(options)} on ${problem}`, () => {
      const optimizer = OPTIMIZERS[name](options);
      const parameters = Float64Array.from(trajectory[0]);
      const gradient = new Float64Array(parameters.length);
      const state = optimizer.init(parameters);
      let step = 0;
      steps.forEach((kept, k) => {
        for (; step < kept; step++) {
          GRADIENTS[problem](parameters, gradient);
          optimizer.update(gradient, state, parameters);
        }
        const expected = trajectory[k];
        const scale = Math.hypot(...expected);
        parameters.forEach((value, j) => {
          assert.ok(Math.abs(value - expected[j]) <= 1e-12 * scale, `step ${kept}, theta ${j}: ${value}, PyTorch ${expected[j]}`);
        });
      });
      assert.equal(step, 1000);
    });
  }
});
