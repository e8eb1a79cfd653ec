import {
  bandPlot,
  categoryMap,
  coefficientPlot,
  heatMap,
  histogram,
  imageGrid,
  lineExplorer,
  linePlot,
  lossContour,
  lossCurve,
  lossOverParameter,
  networkDiagram,
  predictionPlot,
  residualPlot,
  scatterWithFit,
  spectrumPlot,
  sweepMap,
  trajectoryExplorer,
  type Chart,
} from "../../src/charts";
import { Random } from "../../src/random";

/** y = 2 x + 1 + noise: `count` seeded points. */
function noisyLine(count: number, noise = 0.6) {
  const random = new Random(3);
  const x = Float64Array.from({ length: count }, () => 6 * random.uniform());
  const y = x.map((value) => 1 + 2 * value + noise * random.normal());
  return { x, y };
}

/** The steps of gradient descent on a loss of two parameters. */
function descend(
  gradient: (a: number, b: number) => [number, number],
  start: [number, number],
  rate: number,
  steps: number,
  momentum = 0,
) {
  const [x, y] = [[start[0]], [start[1]]];
  let [speedX, speedY] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const [a, b] = [x[step]!, y[step]!];
    const [slopeA, slopeB] = gradient(a, b);
    speedX = momentum * speedX + slopeA;
    speedY = momentum * speedY + slopeB;
    x.push(a - rate * speedX);
    y.push(b - rate * speedY);
  }
  return { x, y };
}

const decay = (start: number, rate: number, steps: number, floor = 0) =>
  Float64Array.from({ length: steps }, (_, step) => floor + start * rate ** step);

export function scatterWithTwoFits(): Chart {
  return scatterWithFit({
    ...noisyLine(80),
    fits: [
      { name: "least squares", intercept: 1.03, slope: 1.98 },
      { name: "after 20 steps of gradient descent", intercept: 0.4, slope: 2.2 },
    ],
    xTitle: "engine displacement (litres)",
    yTitle: "fuel use (litres / 100 km)",
    title: "Two fits through eighty cars",
  });
}

export function scatterOfTenThousand(): Chart {
  const x = Float64Array.from({ length: 60 }, (_, i) => i / 10);
  return scatterWithFit({
    ...noisyLine(10_000, 2),
    fits: [{ name: "curve", x, y: x.map((value) => 1 + 2 * value + Math.sin(2 * value)) }],
    xTitle: "x",
    yTitle: "y",
  });
}

export function residualsOfTenThousand(): Chart {
  const { x, y } = noisyLine(10_000);
  const fitted = x.map((value) => 1 + 2 * value);
  return residualPlot({
    fitted,
    residuals: y.map((value, i) => value - fitted[i]!),
    xTitle: "fitted fuel use (litres / 100 km)",
  });
}

export function residualsOfAFewPoints(): Chart {
  const { x, y } = noisyLine(60);
  return residualPlot({
    fitted: x.map((value) => 1 + 2 * value),
    residuals: y.map((value, i) => value - 1 - 2 * x[i]!),
  });
}

export function predictionsOfTenThousand(): Chart {
  const { x, y } = noisyLine(10_000);
  return predictionPlot({
    actual: y,
    predicted: x.map((value) => 1 + 2 * value),
    xTitle: "actual (litres)",
    yTitle: "predicted (litres)",
  });
}

export function lossesOnALogAxis(): Chart {
  return lossCurve({
    runs: [
      { name: "gradient descent, α = 0.1", loss: decay(120, 0.98, 400, 0.02) },
      { name: "gradient descent, α = 0.5", loss: decay(120, 0.8, 400, 0.02) },
      {
        name: "momentum, β = 0.9",
        loss: decay(120, 0.9, 400, 0.02).map((value, i) => value * (1 + 0.5 * Math.sin(i / 4))),
      },
    ],
    floor: { name: "least squares", value: 0.02 },
    yTitle: "mean squared error",
  });
}

export function lossesOfADivergingRun(): Chart {
  return lossCurve({
    runs: [
      { name: "α = 0.1", loss: decay(1, 0.64, 60) },
      { name: "α = 1.01", loss: decay(1, 1.0404, 60) },
      {
        name: "the document's sign",
        loss: Float64Array.from({ length: 60 }, (_, step) => (step < 40 ? 40 ** step : Infinity)),
      },
      {
        name: "exact after 5 steps",
        loss: Float64Array.from({ length: 60 }, (_, step) => (step < 5 ? 10 ** -step : 0)),
      },
    ],
  });
}

export function lossesOnALinearAxis(): Chart {
  return lossCurve({
    runs: [{ name: "batch", loss: decay(3, 0.9, 50, 0.4) }],
    logScale: false,
    xTitle: "epoch",
    yTitle: "half mean squared error",
    floor: 0.4,
  });
}

export function lossesOfManySteps(): Chart {
  const random = new Random(1);
  return lossCurve({
    runs: ["one", "two", "three"].map((name, run) => ({
      name,
      loss: Float64Array.from(
        { length: 300_000 },
        (_, step) => (10 / (1 + step / 300) + 0.01 * run) * Math.exp(0.3 * random.normal()),
      ),
    })),
  });
}

export function contourOfAQuadratic(): Chart {
  const gradient = (a: number, b: number): [number, number] => [12 * (a - 1), 1.2 * (b - 2)];
  return lossContour({
    loss: (a, b) => 6 * (a - 1) ** 2 + 0.6 * (b - 2) ** 2,
    xDomain: [-2, 4],
    yDomain: [-4, 6],
    minimum: { x: 1, y: 2 },
    trajectories: [
      { name: "gradient descent, α = 0.15", ...descend(gradient, [-1.5, -3], 0.15, 60) },
      { name: "gradient descent, α = 0.03", ...descend(gradient, [-1.5, -3], 0.03, 60) },
      { name: "momentum, β = 0.8", ...descend(gradient, [-1.5, -3], 0.02, 80, 0.8) },
      { name: "the document's sign", ...descend(gradient, [-1.5, -3], -0.03, 60) },
    ],
    xTitle: "slope",
    yTitle: "intercept",
  });
}

export function contourOfRosenbrock(): Chart {
  return lossContour({
    loss: (a, b) => (1 - a) ** 2 + 100 * (b - a ** 2) ** 2,
    xDomain: [-2, 2],
    yDomain: [-1, 3],
    minimum: { x: 1, y: 1 },
    trajectories: [
      {
        name: "gradient descent",
        ...descend((a, b) => [-2 * (1 - a) - 400 * a * (b - a ** 2), 200 * (b - a ** 2)], [-1.5, 2.5], 0.0012, 5000),
      },
    ],
    title: "Rosenbrock's valley",
    xTitle: "a",
    yTitle: "b",
  });
}

export function contourOfFourHills(): Chart {
  return lossContour({
    loss: (a, b) => 3000 + (a ** 2 + b - 11) ** 2 + (a + b ** 2 - 7) ** 2,
    xDomain: [-5, 5],
    yDomain: [-5, 5],
    levels: 14,
    title: "Himmelblau's function: four minima around a hill",
  });
}

export function movableLine(): Chart {
  return lineExplorer({
    ...noisyLine(40),
    slope: { minimum: -1, maximum: 5, start: 1, step: 0.05 },
    intercept: { minimum: -4, maximum: 6, start: 2, step: 0.1 },
    xTitle: "engine displacement (litres)",
    yTitle: "fuel use (litres / 100 km)",
  });
}

export function tangentsOfALoss(): Chart {
  return lossOverParameter({
    curves: [{ name: "L(θ) = ½ Σ (y - θx)²", loss: (theta) => (theta - 1) ** 2 }],
    domain: [-1, 3],
    marks: [
      { theta: 0, label: "start" },
      { theta: 1, label: "minimum" },
    ],
    tangents: [
      { theta: 0, slope: -2, name: "true gradient, -2" },
      { theta: 0, slope: 2, name: "the document's gradient, +2" },
    ],
    title: "Which way is down?",
  });
}

export function scoresOfTwoMethods(): Chart {
  const random = new Random(5);
  const draw = (count: number, deviation: number) =>
    Float64Array.from({ length: count }, () => 3010 + deviation * random.normal());
  return histogram({
    groups: [
      { name: "hold-out 80/20", values: draw(200, 394) },
      { name: "5-fold cross-validation", values: draw(200, 32) },
    ],
    xTitle: "mean squared error",
  });
}

export function histogramOfOneGroup(): Chart {
  return histogram({ values: noisyLine(10_000).y, xTitle: "fuel use (litres / 100 km)", bins: 40 });
}

export function coefficientsOfThreeFits(): Chart {
  const names = ["age", "sex", "bmi", "blood pressure", "s1 total cholesterol", "s2", "s3", "s4", "s5", "s6"];
  const exact = [-10, -239.8, 519.8, 324.4, -792.2, 476.7, 101, 177.1, 751.3, 67.6];
  return coefficientPlot({
    names,
    series: [
      { name: "closed form", values: exact },
      { name: "gradient descent, 1000 steps", values: exact.map((value) => value * 0.7 + 20) },
      { name: "tfjs", values: exact.map((value) => value * 0.98) },
    ],
    xTitle: "coefficient (per standard deviation)",
  });
}

export function coefficientsOfOneFit(): Chart {
  return coefficientPlot({
    names: ["weight", "horsepower", "year"],
    series: [{ name: "closed form", values: [-5.2, -0.4, 2.8] }],
  });
}

export function measurementsBesideAFormula(): Chart {
  const conditions = Array.from({ length: 61 }, (_, i) => 10 ** (i / 10));
  const steps = (condition: number) => Math.log(1e6) / Math.log1p(2 / condition);
  const measured = conditions.filter((_, i) => i % 10 === 0);
  return linePlot({
    lines: [
      { name: "best learning rate", x: conditions, y: conditions.map(steps) },
      { name: "with momentum", x: conditions, y: conditions.map((condition) => steps(Math.sqrt(condition))) },
    ],
    points: [{ name: "best learning rate", x: measured, y: measured.map((condition) => Math.ceil(steps(condition))) }],
    rules: [{ label: "a thousand steps", y: 1000 }],
    xScale: "log",
    yScale: "log",
    xTitle: "condition number",
    yTitle: "steps to a millionth",
    title: "Steps by condition number, measured (dots) and by the formula (lines)",
  });
}

export function rulesSideBySide(): Chart {
  const rates = Array.from({ length: 101 }, (_, i) => i / 450);
  return linePlot({
    lines: [
      { name: "flattest axis", x: rates, y: rates.map((rate) => Math.abs(1 - rate)) },
      { name: "steepest axis", x: rates, y: rates.map((rate) => Math.abs(1 - 10 * rate)) },
    ],
    rules: [
      { label: "document 003", x: 0.01 },
      { label: "best, 0.182", x: 2 / 11 },
      { label: "limit, 0.2", x: 0.2 },
    ],
    xTitle: "learning rate",
    yTitle: "factor a step",
  });
}

export function spectraOfFourHessians(): Chart {
  return spectrumPlot({
    spectra: [
      { name: "cars, raw", values: [2.93e-6, 0.273, 2.91, 260, 1.5e3, 2.16e5, 1.33e7] },
      { name: "cars, standardised", values: [0.0364, 0.0612, 0.133, 0.675, 0.838, 1, 4.26] },
      { name: "three rows", values: [1, 3] },
      { name: "two equal columns", values: [0, 2] },
    ],
    xTitle: "eigenvalue of the Hessian",
  });
}

export function movableLearningRate(): Chart {
  const gradient = (a: number, b: number): [number, number] => [a, 10 * b];
  return trajectoryExplorer({
    loss: (a, b) => (a ** 2 + 10 * b ** 2) / 2,
    xDomain: [-3, 3],
    yDomain: [-2, 2],
    minimum: { x: 0, y: 0 },
    sliders: [{ name: "learning rate", minimum: 0.005, maximum: 0.22, start: 0.19, step: 0.005 }],
    trajectory: (rate) => descend(gradient, [-2.5, 1.5], rate, 60),
    xTitle: "first parameter",
    yTitle: "second parameter",
  });
}

export function movableLearningRateAndMomentum(): Chart {
  const gradient = (a: number, b: number): [number, number] => [a, 10 * b];
  return trajectoryExplorer({
    loss: (a, b) => (a ** 2 + 10 * b ** 2) / 2,
    xDomain: [-3, 3],
    yDomain: [-2, 2],
    sliders: [
      { name: "learning rate", minimum: 0.01, maximum: 0.3, start: 0.1, step: 0.01 },
      { name: "momentum", minimum: 0, maximum: 0.9, start: 0.6, step: 0.1 },
    ],
    trajectory: (rate, momentum) => descend(gradient, [-2.5, 1.5], rate, 100, momentum),
  });
}

export function bandsOverSeeds(): Chart {
  const x = Float64Array.from({ length: 60 }, (_, step) => step);
  const runs = (floor: number, rate: number) =>
    Array.from({ length: 21 }, (_, seed) => {
      const random = new Random(seed);
      return x.map((step) => rate ** step + floor * Math.exp(0.6 * random.normal()));
    });
  return bandPlot({
    groups: [
      { name: "large steps", x, runs: runs(0.01, 0.7) },
      { name: "small steps", x, runs: runs(0.001, 0.88) },
    ],
    lines: [{ name: "without noise", x, y: x.map((step) => 0.88 ** step) }],
    yScale: "log",
    xTitle: "passes over the data",
    yTitle: "loss above its minimum",
    title: "Two learning rates, twenty-one seeds",
  });
}

/** How fast the heavy ball approaches a minimum of curvature 1, over learning rate and momentum. */
export function ratesOverTwoKnobs(): Chart {
  const rates = Array.from({ length: 60 }, (_, i) => ((i + 0.5) * 4.4) / 60);
  const shares = Array.from({ length: 60 }, (_, j) => (j + 0.5) / 60);
  const factor = (rate: number, share: number) => {
    const discriminant = (1 + share - rate) ** 2 - 4 * share;
    return discriminant < 0 ? Math.sqrt(share) : (Math.abs(1 + share - rate) + Math.sqrt(discriminant)) / 2;
  };
  return heatMap({
    x: rates,
    y: shares,
    values: shares.map((share) => rates.map((rate) => (factor(rate, share) < 1 ? factor(rate, share) : Infinity))),
    missing: "diverges",
    curves: [
      { name: "edge", x: shares.map((share) => 2 * (1 + share)), y: shares },
      { name: "critical damping", x: rates, y: rates.map((rate) => (1 - Math.sqrt(rate)) ** 2) },
    ],
    marks: [{ label: "a usual choice", x: 0.5, y: 0.9 }],
    xTitle: "learning rate",
    yTitle: "momentum",
    valueTitle: "factor a step",
    title: "How fast the heavy ball comes down",
  });
}

export function sweepOnLogAxes(): Chart {
  const rates = Array.from({ length: 13 }, (_, i) => 10 ** (-4 + i / 3));
  const decays = Array.from({ length: 9 }, (_, j) => 10 ** (-4 + j / 2));
  return heatMap({
    x: rates,
    y: decays,
    values: decays.map((decay) => rates.map((rate) => (rate > 0.5 ? NaN : 0.02 + 3 * Math.exp(-2000 * rate * decay) + decay))),
    missing: "diverges",
    xScale: "log",
    yScale: "log",
    colorScale: "log",
    xTitle: "learning rate",
    yTitle: "weight decay",
    valueTitle: "loss",
  });
}

export function sweepOfWords(): Chart {
  return sweepMap({
    columns: ["0.01", "0.1", "1"],
    rows: ["gradient descent", "momentum", "adam"],
    values: [[0.4, 0.05, "failed"], [0.09, 0.002, Infinity], [0.2, 0.01, 0.7]],
    colorScale: "log",
    columnTitle: "learning rate",
    rowTitle: "optimizer",
    valueTitle: "final loss",
  });
}

export function ranksByTask(): Chart {
  return categoryMap({
    rows: ["gradient descent", "momentum", "Adam"],
    columns: ["standardised patients", "patients in units", "mini-batches"],
    values: [[3, 3, 2], [1, 2, 1], [2, 1, 3]],
    notes: [["2–3", "3–3", "1–3"], ["1–1", "2–2", "1–3"], ["2–3", "1–1", "1–3"]],
    xTitle: "task",
    yTitle: "optimizer",
    valueTitle: "median rank",
    title: "Who wins depends on the task",
  });
}

export function confusionMatrix(): Chart {
  return categoryMap({
    rows: ["malignant", "benign"],
    columns: ["malignant", "benign", "unknown"],
    values: [[50, 3, NaN], [1, 88, NaN]],
    labels: [["50", "3", "–"], ["1", "88", "–"]],
    xTitle: "predicted",
    yTitle: "true",
    valueTitle: "masses",
  });
}

/** Ten blots of 28 x 28 pixels. */
export function picturesWithLabels(): Chart {
  const random = new Random(5);
  const images = Array.from({ length: 10 }, () => {
    const [x, y, size] = [8 + 12 * random.uniform(), 8 + 12 * random.uniform(), 4 + 20 * random.uniform()];
    return Float64Array.from({ length: 784 }, (_, k) => Math.exp(-(((k % 28) - x) ** 2 + (Math.floor(k / 28) - y) ** 2) / size));
  });
  return imageGrid({
    images, imageSize: [28, 28], labels: images.map((_, k) => `${k} → ${(k * 7) % 10}`), title: "Ten blots",
  });
}

export function networkWithActivations(): Chart {
  return networkDiagram({
    weights: [[[1.8, -2.1], [-0.4, 0.9], [2.6, 2.4]], [[3.1, -0.7, -2.9]]],
    values: [[1, 0], [0.947, -0.38, 0.989], [0.61]],
    layerNames: ["inputs", "hidden", "output"],
    valueTitle: "activation",
    title: "A network that has learned",
  });
}

export function networkOfManyUnits(): Chart {
  const random = new Random(4);
  const layer = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
  return networkDiagram({ weights: [layer(12, 6), layer(20, 12), layer(3, 20)], layerNames: ["inputs", "first", "second", "outputs"] });
}
