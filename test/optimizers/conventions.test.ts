import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Optimizer as TensorFlowOptimizer } from "@tensorflow/tfjs-node";
import {
  optimizerConventions, optimizers, withWeightDecay, type OptimizerConvention, type OptimizerName,
} from "../../src/optimizers";
import { loadTensorFlow } from "../../src/tensorflow";
import { FORMULAS, type Formula, type Scenario } from "./conventionFormulas";
import { readFixture } from "./helpers";

interface Kept {
  optimizer: string;
  options: Record<string, number>;
  rates: number[];
  pytorch: number[];
  keras: number[] | null;
}

type Defaults = Record<string, Record<string, number | null>>;

interface Fixture {
  gradients: number[];
  scenarios: Record<string, Kept>;
  defaults: { pytorch: Defaults; keras: Defaults };
}

const { gradients, scenarios, defaults } = readFixture<Fixture>("conventions.json");
const tf = loadTensorFlow();
const { train } = tf;

/** The parameter's path in Slope. */
function slope(name: string, { options, rates, gradients: given }: Scenario): number[] {
  const { create } = optimizers[name as OptimizerName];
  const { weightDecay, ...rest } = options;
  const schedule = (step: number) => rates[step] / rates[0];
  const inGradient = name === "adam" && weightDecay !== undefined;
  const method = create({ ...(inGradient ? rest : options), learningRate: rates[0], schedule });
  const optimizer = inGradient ? withWeightDecay(method, { weightDecay }) : method;
  const parameters = Float64Array.of(1);
  const state = optimizer.init(parameters);
  return given.map((gradient) => {
    optimizer.update(Float64Array.of(gradient), state, parameters);
    return parameters[0];
  });
}

/** What makes tfjs' optimizers from Slope's options. */
const TFJS: Record<string, (rate: number, options: Record<string, number>) => TensorFlowOptimizer> = {
  gradientDescent: (rate) => train.sgd(rate),
  momentum: (rate, { momentum }) => train.momentum(rate, momentum),
  nesterov: (rate, { momentum }) => train.momentum(rate, momentum, true),
  adagrad: (rate, { initialAccumulatorValue }) => train.adagrad(rate, initialAccumulatorValue),
  rmsprop: (rate, { decay, momentum, epsilon, centered }) => (
    train.rmsprop(rate, decay, momentum, epsilon, Boolean(centered))),
  adam: (rate, { beta1, beta2, epsilon }) => train.adam(rate, beta1, beta2, epsilon),
};

/** How the learning rate of tfjs' optimizers is changed: some have a setter, the others read it at each step. */
interface RateOfTfjs extends TensorFlowOptimizer {
  setLearningRate?(rate: number): void;
  learningRate: number;
}

/** The parameter's path in tfjs; null when it has no such optimizer or option. */
function tfjs(name: string, { options, rates, gradients: given }: Scenario): number[] | null {
  if (!(name in TFJS)) {
    assert.ok(!(name.toLowerCase() in train), `tfjs has ${name}`);
    return null;
  }
  const optimizer = TFJS[name](rates[0], options) as RateOfTfjs;
  const known = [...Object.keys(optimizer.getConfig()), ...(name === "adagrad" ? ["epsilon"] : [])];
  if (!Object.keys(options).every((option) => known.includes(option))) return null;
  const variable = tf.variable(tf.tensor1d([1]));
  return given.map((gradient, step) => {
    if (optimizer.setLearningRate) optimizer.setLearningRate(rates[step]);
    else optimizer.learningRate = rates[step];
    optimizer.applyGradients({ [variable.name]: tf.tensor1d([gradient]) });
    return variable.dataSync()[0];
  });
}

/** Which scenario of the fixture shows the answer to a question. */
const SHOWN_BY: Record<string, string> = {
  "momentum, the learning rate multiplies": "momentum, changing rate",
  "momentum, dampening starts with": "momentum, dampening",
  "nesterov, the step is along": "nesterov",
  "nesterov, the learning rate multiplies": "nesterov, changing rate",
  "adagrad, epsilon stands": "adagrad, epsilon",
  "rmsprop, epsilon stands": "rmsprop, epsilon",
  "rmsprop, epsilon stands, centered": "rmsprop, epsilon, centered",
  "rmsprop, the learning rate multiplies": "rmsprop, changing rate",
  "rmsprop, the mean's start at zero is": "rmsprop",
  "adam, epsilon stands": "adam, epsilon",
  "adam, the means' start at zero is": "adam",
  "adam, weight decay that is asked for": "adam, weight decay",
  "amsgrad, the largest is that of": "amsgrad",
  "adamW, the decay is multiplied by": "adamW",
};

/** That the path is the one of the formula that the cell names, and of no other. */
function assertPath(
  path: number[] | null, cell: string, formulas: Record<string, Formula>, scenario: Scenario, tolerance: number,
): void {
  if (cell === "not offered") return assert.equal(path, null);
  assert.ok(path !== null);
  assert.ok(cell in formulas, `no formula for "${cell}"`);
  assert.ok(Object.keys(formulas).length > 1, "nothing to tell it from");
  for (const [answer, formula] of Object.entries(formulas)) {
    const farthest = Math.max(...formula(scenario).map((value, step) => Math.abs(value - path[step])));
    if (answer === cell) assert.ok(farthest < tolerance, `"${cell}" is off by ${farthest}`);
    else assert.ok(!(farthest < 1e-3), `"${answer}" fits too, to ${farthest}`);
  }
}

/** tfjs' epsilon of AdaGrad is fixed at 1e-7, which shows where gradients are small. */
function scenarioOfTfjs(name: string, scenario: Scenario): Scenario {
  if (name !== "adagrad") return scenario;
  const small = scenario.gradients.map((gradient) => gradient * 1e-4);
  return { ...scenario, gradients: small, options: { initialAccumulatorValue: 0, epsilon: tf.backend().epsilon() } };
}

function assertAnswers(line: OptimizerConvention): void {
  const question = `${line.optimizer}, ${line.question}`;
  const { optimizer, options, rates, pytorch, keras } = scenarios[SHOWN_BY[question]];
  assert.equal(optimizer, line.optimizer);
  const formulas = FORMULAS[question];
  const scenario: Scenario = { options, rates, gradients };
  assertPath(slope(optimizer, scenario), line.slope, formulas, scenario, 1e-13);
  assertPath(pytorch, line.pytorch, formulas, scenario, 1e-13);
  assertPath(keras, line.keras, formulas, scenario, 1e-7);
  const forTfjs = scenarioOfTfjs(optimizer, scenario);
  assertPath(tfjs(optimizer, forTfjs), line.tfjs, formulas, forTfjs, 1e-5);
}

/** What tfjs' optimizer has when it is not told; without what it has to be told it throws or makes NaN. */
function defaultOfTfjs(name: string, option: string): unknown {
  if (!(name in TFJS)) return "not offered";
  if (name === "adagrad" && option === "epsilon") return tf.backend().epsilon();
  const { learningRate, ...options }: Record<string, number> = { learningRate: 0.1, momentum: 0.5, [option]: undefined! };
  const variable = tf.variable(tf.tensor1d([1]));
  try {
    const optimizer = TFJS[name](learningRate, options);
    optimizer.applyGradients({ [variable.name]: tf.tensor1d([1]) });
    return Number.isFinite(variable.dataSync()[0]) ? optimizer.getConfig()[option] : "none, required";
  } catch {
    return "none, required";
  }
}

function assertDefault(line: OptimizerConvention): void {
  const option = line.question.slice("default ".length);
  const { create } = optimizers[line.optimizer];
  const found = {
    slope: (create().options as unknown as Record<string, number>)[option],
    pytorch: defaults.pytorch[line.optimizer][option],
    tfjs: defaultOfTfjs(line.optimizer, option),
    keras: defaults.keras[line.optimizer][option],
  };
  for (const [library, value] of Object.entries(found)) {
    const cell = line[library as keyof typeof found];
    assert.equal(value, typeof value === "number" ? Number(cell) : cell, library);
  }
}

describe("every line of the table of conventions is what the libraries do", () => {
  for (const line of optimizerConventions) {
    it(`${line.optimizer}: ${line.question}`, () => {
      if (line.question.startsWith("default ")) assertDefault(line);
      else assertAnswers(line);
    });
  }

  it("and what a question asks is listed once", () => {
    const questions = optimizerConventions.map((line) => `${line.optimizer}, ${line.question}`);
    assert.equal(new Set(questions).size, questions.length);
    assert.deepEqual(Object.keys(SHOWN_BY), questions.filter((question) => !question.includes("default ")));
  });

  it("and every default on which Slope differs from PyTorch or Keras is listed", () => {
    for (const [name, { create }] of Object.entries(optimizers)) {
      if (!(name in defaults.pytorch) || name === "amsgrad" || name === "nesterov") continue;
      for (const [option, value] of Object.entries(create().options)) {
        const sameAsAdam = name === "adamW" && option !== "weightDecay";
        const sameAsDescent = name === "momentum" && option === "learningRate";
        if (sameAsAdam || sameAsDescent) continue;
        const others = [defaults.pytorch, defaults.keras].map((of) => of[name][option]);
        if (others.every((other) => other === undefined || other === value)) continue;
        const question = `default ${option}`;
        const listed = optimizerConventions.some((line) => line.optimizer === name && line.question === question);
        assert.ok(listed, `${name}: ${question}`);
      }
    }
  });
});
