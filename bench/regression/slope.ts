import {
  adagrad, adam, adamW, gradientDescent, leastSquares, LinearRegression, logisticLoss, LogisticRegression, minimize, minimizeStochastic,
  momentum, nesterov, rmsprop, type History, type LinearModel, type LinearFit, type Optimizer,
} from "../../src";
import { serve, type Job, type Size, type Works } from "../harness/serve";
import { collinearData, regressionData } from "./data";
import { notebookMaps } from "./notebookMaps";

const optimizers: Record<string, Optimizer> = {
  gradientDescent: gradientDescent({ learningRate: 0.001 }),
  momentum: momentum({ learningRate: 0.001 }),
  nesterov: nesterov({ learningRate: 0.001 }),
  adagrad: adagrad({ learningRate: 0.001 }),
  rmsprop: rmsprop({ learningRate: 0.001 }),
  adam: adam({ learningRate: 0.001 }),
  adamW: adamW({ learningRate: 0.001 }),
};

/** A run's last loss and parameters. */
const endOf = ({ loss, parameters }: History) => [loss[loss.length - 1]!, ...parameters];
const fitOf = ({ intercept, coefficients }: LinearModel<LinearFit>) => [intercept, ...coefficients];

/** Full batches; losses, gradient norms and parameters of every step are kept. */
function fullBatch(name: string) {
  return ({ n = 0, d = 0, steps = 0 }: Size): Job<History> => {
    const { features, target } = regressionData(n, d);
    const objective = leastSquares(features, target, { fitIntercept: true });
    return {
      run: () => minimize(objective, optimizers[name]!, { maxSteps: steps, gradientTolerance: 0, warn: false }),
      units: steps,
      values: endOf,
    };
  };
}

const works: Works = {
  ...Object.fromEntries(Object.keys(optimizers).map((name) => [name, fullBatch(name)])),

  /** A step of one batch of rows; loss and parameters are kept once an epoch. */
  miniBatch({ n = 0, d = 0, batchSize = 0, epochs = 0 }): Job<History> {
    const { features, target } = regressionData(n, d);
    const objective = leastSquares(features, target, { fitIntercept: true });
    return {
      run: () => minimizeStochastic(objective, optimizers.adam!, { epochs, batchSize, warn: false }),
      units: epochs * Math.ceil(n / batchSize),
      values: endOf,
    };
  },

  /** A full-batch step over the rows, of a loss that has no statistics to stand for them. */
  logisticStep({ n = 0, d = 0, steps = 0 }): Job<History> {
    const { features, labels } = regressionData(n, d);
    const objective = logisticLoss(features, labels, { fitIntercept: true });
    return {
      run: () => minimize(objective, optimizers.adam!, { maxSteps: steps, gradientTolerance: 0, warn: false }),
      units: steps,
      values: endOf,
    };
  },

  /** A whole fit by gradient descent, until the gradient is 1e-8 times as long as at the start. */
  fit({ n = 0, d = 0 }): Job<LinearRegression> {
    const { features, target } = regressionData(n, d);
    return {
      run: () => new LinearRegression({ optimizer: gradientDescent({ learningRate: 0.3 }), gradientTolerance: 1e-8 }).fit(features, target),
      values: (model) => [model.history!.steps, ...fitOf(model)],
    };
  },

  closedForm({ n = 0, d = 0 }): Job<LinearRegression> {
    const { features, target } = regressionData(n, d);
    return { run: () => new LinearRegression().fit(features, target), values: fitOf };
  },

  closedFormCollinear({ n = 0, d = 0 }): Job<LinearRegression> {
    const { features, target } = collinearData(n, d);
    return { run: () => new LinearRegression().fit(features, target), values: fitOf };
  },

  /** scikit-learn stops when no entry of the gradient is larger than `10 ** -digits`; here its length must not be. */
  logisticRegression({ n = 0, d = 0, digits = 0 }): Job<LogisticRegression> {
    const { features, labels } = regressionData(n, d);
    const gradient = new Float64Array(d + 1);
    logisticLoss(features, labels, { fitIntercept: true }).gradient(new Float64Array(d + 1), gradient);
    const gradientTolerance = 10 ** -digits / Math.hypot(...gradient);
    return { run: () => new LogisticRegression({ gradientTolerance }).fit(features, labels), values: fitOf };
  },

  maps({ side = 0, steps = 0 }): Job<number[][]> {
    const maps = notebookMaps();
    return { run: () => maps.flatMap((map) => map(side, steps)), values: (factors) => factors.flat() };
  },
};

serve(works, {});
