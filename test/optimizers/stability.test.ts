import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  adam, averagedMomentum, gradientDescent, momentum, nesterov, rmsprop, type Optimizer,
} from "../../src/optimizers";

const BETAS = [0, 0.3, 0.5, 0.9, 0.99];
const CURVATURES = [0.02, 1, 700];

type Create = (learningRate: number, beta: number) => Optimizer;

const METHODS: Record<string, Create> = {
  gradientDescent: (learningRate) => gradientDescent({ learningRate }),
  momentum: (learningRate, beta) => momentum({ learningRate, momentum: beta }),
  dampened: (learningRate, beta) => momentum({ learningRate, momentum: beta, dampening: 0.4 }),
  averagedMomentum: (learningRate, beta) => averagedMomentum({ learningRate, momentum: beta }),
  nesterov: (learningRate, beta) => nesterov({ learningRate, momentum: beta }),
};

/**
 * The matrix by which a step on curvature/2 theta^2 multiplies (velocity, theta), read off the optimizer itself: its
 * columns are where (1, 0) and (0, 1) go. A step before fills the state, so that it is no first step.
 */
function iterationMatrix(optimizer: Optimizer, curvature: number): number[][] {
  return [[1, 0], [0, 1]].map(([velocity, theta]) => {
    const parameters = new Float64Array(1);
    const state = optimizer.init(parameters) as { velocity?: Float64Array };
    optimizer.update(new Float64Array(1), state, parameters);
    state.velocity?.fill(velocity);
    parameters[0] = theta;
    optimizer.update(Float64Array.of(curvature * theta), state, parameters);
    return [state.velocity?.[0] ?? 0, parameters[0]];
  });
}

/** The larger size of the eigenvalues of a 2 x 2 matrix. */
function spectralRadius([[a, b], [c, d]]: number[][]): number {
  const [half, determinant] = [(a + d) / 2, a * d - b * c];
  const discriminant = half * half - determinant;
  return discriminant < 0 ? Math.sqrt(determinant) : Math.abs(half) + Math.sqrt(discriminant);
}

/** |theta| after so many steps on curvature/2 theta^2 from 1. */
function distanceAfter(steps: number, optimizer: Optimizer, curvature: number): number {
  const [parameters, gradient] = [Float64Array.of(1), new Float64Array(1)];
  const state = optimizer.init(parameters);
  for (let step = 0; step < steps; step++) {
    gradient[0] = curvature * parameters[0];
    optimizer.update(gradient, state, parameters);
  }
  return Math.abs(parameters[0]);
}

describe("the stable limit", () => {
  for (const [name, create] of Object.entries(METHODS)) {
    for (const beta of name === "gradientDescent" ? [0] : BETAS) {
      it(`of ${name}, beta ${beta}, is where an eigenvalue of the iteration reaches -1`, () => {
        for (const curvature of CURVATURES) {
          const limit = create(1, beta).stableLimit!.at(curvature);
          const radius = (share: number) => spectralRadius(iterationMatrix(create(share * limit, beta), curvature));
          assert.ok(Math.abs(radius(1) - 1) < 1e-12);
          assert.ok(radius(1 + 1e-6) > 1 + 1e-9);
          for (const share of [0.01, 0.2, 0.5, 0.9, 0.999, 1 - 1e-6]) assert.ok(radius(share) < 1 - 1e-9, `${share}`);
        }
      });

      it(`of ${name}, beta ${beta}, parts runs that arrive from runs that do not`, () => {
        for (const curvature of CURVATURES) {
          const limit = create(1, beta).stableLimit!.at(curvature);
          const steps = 40_000;
          assert.ok(distanceAfter(steps, create(0.99 * limit, beta), curvature) < 1e-10);
          assert.ok(!(distanceAfter(steps, create(1.01 * limit, beta), curvature) < 1e10));
        }
      });
    }
  }

  it("is written as it is computed", () => {
    const formulas = Object.entries(METHODS).map(([name, create]) => [name, create(1, 0.5).stableLimit!.formula]);
    assert.deepEqual(Object.fromEntries(formulas), {
      gradientDescent: "2/lambda_max",
      momentum: "2(1 + momentum)/lambda_max",
      dampened: "2(1 + momentum)/((1 - dampening) lambda_max)",
      averagedMomentum: "2(1 + momentum)/((1 - momentum) lambda_max)",
      nesterov: "2(1 + momentum)/((1 + 2 momentum) lambda_max)",
    });
    assert.equal(momentum({ momentum: 0.5 }).stableLimit!.at(3), 1);
    assert.equal(averagedMomentum({ momentum: 0.5 }).stableLimit!.at(3), 2);
    assert.equal(nesterov({ momentum: 0.5 }).stableLimit!.at(3), 0.5);
  });

  it("is not claimed where a step does not know the gradient's size", () => {
    assert.equal(adam().stableLimit, undefined);
    assert.equal(rmsprop().stableLimit, undefined);
  });
});
