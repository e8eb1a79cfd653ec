import { adagrad } from "./adagrad";
import { adam } from "./adam";
import { adamW } from "./adamW";
import { amsgrad } from "./amsgrad";
import { averagedMomentum } from "./averagedMomentum";
import { gradientDescent } from "./gradientDescent";
import { momentum } from "./momentum";
import { nesterov } from "./nesterov";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { rmsprop } from "./rmsprop";

/** A line of {@link optimizers}. */
export interface OptimizerEntry {
  /** Makes the optimizer; its defaults are `create().options`. */
  readonly create: (options?: Partial<OptimizerOptions>) => Optimizer;
  /** What its state holds for each parameter. */
  readonly state: readonly string[];
  /** A step from theta with gradient g and learning rate alpha, in LaTeX; all of the state starts at 0, t at 1. */
  readonly formula: string;
  /** Who published it. */
  readonly source: string;
}

const DIVIDED = String.raw`\frac{g}{\sqrt{s} + \epsilon}`;
const CORRECTED = String.raw`\frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \epsilon}`;
const MEANS = String.raw`m \leftarrow \beta_1 m + (1-\beta_1) g,\; v \leftarrow \beta_2 v + (1-\beta_2) g^2`;

const TABLE = {
  gradientDescent: {
    create: gradientDescent,
    state: [],
    formula: String.raw`\theta \leftarrow \theta - \alpha g`,
    source: "Cauchy 1847",
  },
  momentum: {
    create: momentum,
    state: ["velocity"],
    formula: String.raw`v \leftarrow \beta v + g,\; \theta \leftarrow \theta - \alpha v`,
    source: "Polyak 1964",
  },
  averagedMomentum: {
    create: averagedMomentum,
    state: ["velocity"],
    formula: String.raw`v \leftarrow \beta v + (1-\beta) g,\; \theta \leftarrow \theta - \alpha v`,
    source: "document 000 §4.2.3",
  },
  nesterov: {
    create: nesterov,
    state: ["velocity"],
    formula: String.raw`v \leftarrow \beta v + g,\; \theta \leftarrow \theta - \alpha (g + \beta v)`,
    source: "Nesterov 1983",
  },
  adagrad: {
    create: adagrad,
    state: ["squaredSum"],
    formula: String.raw`s \leftarrow s + g^2,\; \theta \leftarrow \theta - \alpha ${DIVIDED}`,
    source: "Duchi, Hazan and Singer 2011",
  },
  rmsprop: {
    create: rmsprop,
    state: ["squaredMean", "mean", "velocity"],
    formula: String.raw`s \leftarrow \rho s + (1-\rho) g^2,\; \theta \leftarrow \theta - \alpha ${DIVIDED}`,
    source: "Tieleman and Hinton 2012",
  },
  adam: {
    create: adam,
    state: ["mean", "squaredMean"],
    formula: String.raw`${MEANS},\; \theta \leftarrow \theta - \alpha ${CORRECTED}`,
    source: "Kingma and Ba 2015",
  },
  amsgrad: {
    create: amsgrad,
    state: ["mean", "squaredMean", "largestSquaredMean"],
    formula: String.raw`${MEANS},\; u \leftarrow \max(u, v),\; `
      + String.raw`\theta \leftarrow \theta - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{u/(1-\beta_2^t)} + \epsilon}`,
    source: "Reddi, Kale and Kumar 2018",
  },
  adamW: {
    create: adamW,
    state: ["mean", "squaredMean"],
    formula: String.raw`${MEANS},\; \theta \leftarrow (1 - \alpha\lambda)\theta - \alpha ${CORRECTED}`,
    source: "Loshchilov and Hutter 2019",
  },
} satisfies Record<string, OptimizerEntry>;

/** The name of an optimizer in {@link optimizers}. */
export type OptimizerName = keyof typeof TABLE;

/** Every optimizer by the name of the function that makes it, the simplest first. */
export const optimizers: Readonly<Record<OptimizerName, OptimizerEntry>> = TABLE;
