import { Matrix, toMatrix, type MatrixLike } from "../../arrays";
import { refuse } from "../../errors";
import type { FiniteSum } from "../../objectives";
import { backwardInto, emptyDeltas, type Gradients } from "./backward";
import { emptyPass, forwardInto, type Pass } from "./forward";
import { layersOf, parameterCount, requireArchitecture, type Architecture, type Layer } from "./layers";
import { requireLoss, summedLoss, type NetworkLossName } from "./losses";

/** The most rows that go through the network at once: what they need then stays in the processor's cache. */
const BLOCK = 128;

/**
 * The loss of a network as a function of all its parameters (in the order of `layersOf`), for `minimize` and
 * `minimizeStochastic`; its gradient is back-propagation's.
 *
 * @example
 * const architecture = { sizes: [2, 3, 1], activation: "tanh", outputActivation: "sigmoid" } as const;
 * const loss = networkLoss(architecture, [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], "cross-entropy");
 * minimize(loss, adam({ learningRate: 0.05 }), { start: initialParameters(architecture) });
 * @param features n rows, one number for each input; a Matrix is not copied, so leave it as it is
 * @param targets n rows, one number for each output; a flat list is one output. Probabilities for a cross-entropy: 0 or
 * 1, or in a row of a softmax's, which add up to 1 (`oneHot`)
 * @throws InputError when the shapes do not fit, a number is not finite, a target of a cross-entropy is no probability,
 * or the loss does not fit the output layer
 */
export function networkLoss(
  architecture: Architecture, features: MatrixLike, targets: MatrixLike, loss: NetworkLossName,
): NetworkLoss {
  const inputs = toMatrix(features);
  const wanted = toMatrix(targets, "targets");
  const { sizes } = requireArchitecture(architecture);
  const parameters = new Float64Array(parameterCount(sizes));
  const layers = layersOf(architecture, parameters);
  const outputs = sizes[sizes.length - 1];
  if (inputs.columns !== sizes[0]) refuse("features", `${sizes[0]} columns, one for each input`, inputs.columns);
  if (wanted.rows !== inputs.rows) refuse("targets", `${inputs.rows} rows, one for each of the features`, wanted.rows);
  if (wanted.columns !== outputs) refuse("targets", `${outputs} columns, one for each output`, wanted.columns);
  requireLoss(loss, layers[layers.length - 1]);
  if (loss === "cross-entropy") requireProbabilities(wanted, layers[layers.length - 1]);
  return new NetworkLoss(architecture, inputs, wanted, loss, parameters, layers);
}

/** The objective that {@link networkLoss} makes. */
export class NetworkLoss implements FiniteSum {
  readonly name: string;
  readonly dimension: number;
  readonly samples: number;
  /** All rows' numbers, block by block. */
  private readonly blocks: Uint32Array[];
  private readonly batches = new Map<number, Batch>();

  /** @param own room for the parameters, which `layers` are views of */
  constructor(
    readonly architecture: Architecture,
    private readonly features: Matrix,
    private readonly targets: Matrix,
    readonly loss: NetworkLossName,
    private readonly own: Float64Array,
    private readonly layers: readonly Layer[],
  ) {
    this.name = loss === "cross-entropy" ? loss : "mean squared error";
    this.dimension = own.length;
    this.samples = features.rows;
    const all = Uint32Array.from({ length: this.samples }, (_, i) => i);
    const count = Math.ceil(this.samples / BLOCK);
    this.blocks = Array.from({ length: count }, (_, k) => all.subarray(k * BLOCK, (k + 1) * BLOCK));
  }

  value(parameters: Float64Array): number {
    this.own.set(parameters);
    let sum = 0;
    for (let k = 0; k < this.blocks.length; k++) {
      const { pass, targets } = this.load(this.blocks[k]);
      forwardInto(this.layers, pass);
      sum += summedLoss(this.loss, this.layers[this.layers.length - 1], pass, targets);
    }
    return sum / this.samples;
  }

  gradient(parameters: Float64Array, gradient: Float64Array): void {
    this.valueAndGradient(parameters, gradient);
  }

  valueAndGradient(parameters: Float64Array, gradient: Float64Array): number {
    this.own.set(parameters);
    gradient.fill(0);
    let sum = 0;
    for (let k = 0; k < this.blocks.length; k++) {
      const share = this.blocks[k].length / this.samples;
      const { pass, targets, gradient: ofBlock } = this.backPropagate(this.blocks[k]);
      sum += summedLoss(this.loss, this.layers[this.layers.length - 1], pass, targets);
      for (let j = 0; j < gradient.length; j++) gradient[j] += share * ofBlock[j];
    }
    return sum / this.samples;
  }

  sampleGradient(indices: Uint32Array, parameters: Float64Array, gradient: Float64Array): void {
    this.own.set(parameters);
    gradient.set(this.backPropagate(indices).gradient);
  }

  /** Sends rows forward and backward through the network with the parameters last set. */
  private backPropagate(indices: Uint32Array): Batch {
    const batch = this.load(indices);
    forwardInto(this.layers, batch.pass);
    backwardInto(this.layers, batch.pass, batch.targets, this.loss, batch.gradients);
    return batch;
  }

  /** Copies rows into the room for as many, which is made when so many first come. */
  private load(indices: Uint32Array): Batch {
    let batch = this.batches.get(indices.length);
    if (!batch) {
      batch = this.room(indices.length);
      this.batches.set(indices.length, batch);
    }
    gather(this.features, indices, batch.pass.activations[0]);
    gather(this.targets, indices, batch.targets);
    return batch;
  }

  private room(rows: number): Batch {
    const pass = emptyPass(this.layers, Matrix.zeros(rows, this.features.columns));
    const gradient = new Float64Array(this.dimension);
    const views = layersOf(this.architecture, gradient);
    return {
      pass,
      targets: Matrix.zeros(rows, this.targets.columns),
      gradients: {
        deltas: emptyDeltas(pass), weights: views.map(({ weights }) => weights), biases: views.map(({ biases }) => biases),
      },
      gradient,
    };
  }
}

/** Some rows, and room for their way through the network. */
interface Batch {
  readonly pass: Pass;
  readonly targets: Matrix;
  readonly gradients: Gradients;
  /** The weights' and biases' gradients in one vector. */
  readonly gradient: Float64Array;
}

function gather({ columns, values }: Matrix, indices: Uint32Array, rows: Matrix): void {
  for (let i = 0; i < indices.length; i++) {
    const first = indices[i] * columns;
    for (let j = 0; j < columns; j++) rows.values[i * columns + j] = values[first + j];
  }
}

function requireProbabilities(targets: Matrix, { activation }: Layer): void {
  const { columns, rows, values } = targets;
  const bad = values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) {
    const place = `targets, row ${Math.floor(bad / columns)}`;
    refuse(place, "a probability from 0 to 1 for the cross-entropy", values[bad], "Do not scale labels");
  }
  for (let i = 0; activation === "softmax" && i < rows; i++) {
    const sum = targets.row(i).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) > 1e-9) refuse(`targets, row ${i}`, "probabilities that add up to 1", sum, "See oneHot");
  }
}
