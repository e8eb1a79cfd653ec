import { inspect, type InspectOptions } from "node:util";
import { Matrix, toMatrix, toVector, type MatrixLike, type VectorLike } from "../../arrays";
import { InputError, inspected, refuse, requireInteger, requireOptions } from "../../errors";
import { accuracy, r2Score } from "../../metrics";
import { adam, type Optimizer } from "../../optimizers";
import { minimizeStochastic, type History } from "../../training";
import type { Classifier } from "../classifier";
import { featureNames, requireSameFeatures } from "../featureNames";
import { requireOneEach } from "../linearRegressor";
import type { HiddenActivation } from "./activations";
import { forward } from "./forward";
import { initialParameters, type Initialisation } from "./initialParameters";
import { layersOf, type Architecture, type Layer } from "./layers";
import type { NetworkLossName } from "./losses";
import { networkLoss } from "./networkLoss";
import { distinct, oneHot } from "./oneHot";

/** Options of {@link MultilayerPerceptron}. */
export interface MultilayerPerceptronOptions {
  /** The units of each hidden layer. Default [100], as in scikit-learn; none: a linear model. */
  readonly hiddenLayers?: readonly number[];
  /** Of the hidden layers. Default `"relu"`. */
  readonly activation?: HiddenActivation;
  /** `"cross-entropy"` classifies labels, `"mean-squared-error"` predicts numbers. Default `"cross-entropy"`. */
  readonly loss?: NetworkLossName;
  /** How the weights start. Default: `"he"` for relu, else `"glorot"`. */
  readonly initialisation?: Initialisation;
  /** Default Adam with learning rate 0.001, as in scikit-learn. */
  readonly optimizer?: Optimizer;
  /** How often all rows are gone through. Default 100. */
  readonly epochs?: number;
  /** Rows a step. Default 32, or all when there are fewer. */
  readonly batchSize?: number;
  /** Of the starting weights and of the order of the rows. Default 0. */
  readonly seed?: number;
}

interface Fit {
  readonly layers: Layer[];
  readonly parameters: Float64Array;
  /** Empty for a regression. */
  readonly classes: Float64Array;
  readonly history: History;
  readonly featureNames: string[] | null;
}

/**
 * A multilayer perceptron: layers of units that each take a weighted sum of all outputs of the layer before, add a bias
 * and pass it through an activation; trained by back-propagation on mini-batches. As a classifier (cross-entropy) it has
 * a sigmoid output for two labels and a softmax for more; as a regression (mean squared error) an identity output.
 * Scale features to about unit size first (`StandardScaler`).
 *
 * @example
 * const model = new MultilayerPerceptron({ hiddenLayers: [64], epochs: 30 }).fit(pixels, digits);
 * model.score(testPixels, testDigits);
 */
export class MultilayerPerceptron implements Classifier {
  private fitted: Fit | null = null;

  /** @throws InputError when `hiddenLayers` is no list of positive integers */
  constructor(private readonly options: MultilayerPerceptronOptions = {}) {
    requireOptions("MultilayerPerceptron", options, {
      hiddenLayers: [], activation: "", loss: "", initialisation: "", optimizer: "", epochs: 0, batchSize: 0, seed: 0,
    });
    const { hiddenLayers = [] } = options;
    if (!Array.isArray(hiddenLayers)) refuse("hiddenLayers", "a list of numbers of units, such as [64]", hiddenLayers);
    hiddenLayers.forEach((units: number, k) => requireInteger(`hiddenLayers, entry ${k}`, units, 1));
  }

  /**
   * Trains the network from fresh weights. A divergence, or a loss that ends above its start, is reported through
   * `console.warn`, in one line.
   * @param features n rows of d numbers
   * @param target n labels, integers of which at least two differ; n numbers for the mean squared error
   * @throws InputError when the shapes or options do not fit, or a number is not finite; an earlier fit is then kept
   */
  fit(features: MatrixLike, target: VectorLike): this {
    const { hiddenLayers = [100], activation = "relu", loss = "cross-entropy", initialisation, seed = 0 } = this.options;
    const { optimizer = adam(), epochs = 100 } = this.options;
    const rows = toMatrix(features);
    requireOneEach(target, rows.rows, loss === "cross-entropy" ? "labels" : "numbers");
    const classes = loss === "cross-entropy" ? classesOf(target) : new Float64Array();
    const outputs = classes.length > 2 ? classes.length : 1;
    const outputActivation = classes.length === 0 ? "identity" : outputs === 1 ? "sigmoid" : "softmax";
    const architecture: Architecture = {
      sizes: [rows.columns, ...hiddenLayers, outputs], activation, outputActivation,
    };
    const history = minimizeStochastic(networkLoss(architecture, rows, targetsOf(target, classes), loss), optimizer, {
      start: initialParameters(architecture, { initialisation, seed }),
      epochs, seed, batchSize: this.options.batchSize ?? Math.min(32, rows.rows),
      recordParameters: false, recordGradient: false, warn: false,
    });
    const { loss: losses } = history;
    if (history.outcome === "diverged" || losses[losses.length - 1] > losses[0]) {
      console.warn(`MultilayerPerceptron: ${optimizer.name} ${history.message}, or scale the features first (StandardScaler)`);
    }
    const { parameters } = history;
    this.fitted = {
      layers: layersOf(architecture, parameters), parameters, classes, history, featureNames: featureNames(features),
    };
    return this;
  }

  /** The likeliest label of each row, or the number predicted. @throws InputError before `fit`, or for other columns */
  predict(features: MatrixLike): Float64Array {
    const { classes } = this.require("predict");
    const outputs = this.outputs(features, "predict");
    if (classes.length === 0) return outputs.values;
    if (classes.length === 2) return outputs.values.map((p) => classes[p > 0.5 ? 1 : 0]);
    return Float64Array.from({ length: outputs.rows }, (_, i) => classes[largestOf(outputs.row(i))]);
  }

  /**
   * n rows with the probability of each of `classes`.
   * @throws InputError before `fit`, for other columns, or for a model that predicts numbers
   */
  predictProbabilities(features: MatrixLike): Matrix {
    if (this.require("predictProbabilities").classes.length === 0) {
      throw new InputError("predictProbabilities", 'a model with the loss "cross-entropy"', '"mean-squared-error"');
    }
    const outputs = this.outputs(features, "predictProbabilities");
    return outputs.columns > 1 ? outputs : Matrix.fromRows(Array.from(outputs.values, (p) => [1 - p, p]));
  }

  /** The `accuracy` on the given rows, or R² (`r2Score`) of a model that predicts numbers. @throws InputError as `predict` */
  score(features: MatrixLike, target: VectorLike): number {
    const predictions = this.predict(features);
    const classifies = this.classes.length > 0;
    requireOneEach(target, predictions.length, classifies ? "labels" : "numbers");
    return classifies ? accuracy(target, predictions) : r2Score(target, predictions);
  }

  /** Its options for `console.log`, and once it is fitted the labels and how the training went. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return inspected(this, { ...this.options, classes: this.fitted?.classes, history: this.fitted?.history }, options);
  }

  /** The trained layers, for `forward` and `backward`. @throws InputError before `fit` */
  get layers(): readonly Layer[] {
    return this.require("layers").layers;
  }

  /** W of each layer, units x inputs. @throws InputError before `fit` */
  get weights(): Matrix[] {
    return this.require("weights").layers.map(({ weights }) => weights);
  }

  /** b of each layer. @throws InputError before `fit` */
  get biases(): Float64Array[] {
    return this.require("biases").layers.map(({ biases }) => biases);
  }

  /** All weights and biases in one vector, in the order of `layersOf`. @throws InputError before `fit` */
  get parameters(): Float64Array {
    return this.require("parameters").parameters;
  }

  /** The labels, in ascending order; none of a model that predicts numbers. @throws InputError before `fit` */
  get classes(): Float64Array {
    return this.require("classes").classes;
  }

  /**
   * What the optimizer did: the loss of all rows at the start and after each epoch (where scikit-learn's `loss_curve_` has
   * the mean over an epoch's batches, while the weights change). There is no gradient norm, which would double the time
   * of an epoch; `minimizeStochastic` records it for a `networkLoss`. @throws InputError before `fit`
   */
  get history(): History {
    return this.require("history").history;
  }

  /** The columns' names when `fit` got a DataFrame, otherwise null. @throws InputError before `fit` */
  get featureNames(): string[] | null {
    return this.require("featureNames").featureNames;
  }

  private outputs(features: MatrixLike, use: string): Matrix {
    const { layers, featureNames } = this.require(use);
    const rows = toMatrix(features);
    const { columns } = layers[0].weights;
    if (rows.columns !== columns) refuse("features", `${columns} columns, as in fit`, rows.columns);
    requireSameFeatures(featureNames, features);
    return forward(layers, rows).activations[layers.length];
  }

  private require(use: string): Fit {
    if (!this.fitted) throw new InputError("MultilayerPerceptron", `a call of fit before ${use}`, "an unfitted model");
    return this.fitted;
  }
}

function classesOf(target: VectorLike): Float64Array {
  const labels = toVector(target);
  const bad = labels.findIndex((label) => !Number.isInteger(label));
  if (bad >= 0) {
    refuse(`target, row ${bad}`, "an integer, as a label is", labels[bad], 'Numbers take the loss "mean-squared-error"');
  }
  const classes = distinct(labels);
  if (classes.length < 2) refuse("target", "at least two different labels", `only ${classes[0]}`);
  return classes;
}

/** One column: the numbers, or 1 for the larger of two labels; else a column a label. */
function targetsOf(target: VectorLike, classes: Float64Array): Matrix {
  if (classes.length > 2) return oneHot(target, classes);
  const values = toVector(target);
  return new Matrix(values.length, 1, classes.length === 2 ? values.map((label) => (label === classes[1] ? 1 : 0)) : values);
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
