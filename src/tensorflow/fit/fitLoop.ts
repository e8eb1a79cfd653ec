import type { Tensor } from "@tensorflow/tfjs";
import { Random } from "../../random";
import { loadTensorFlow } from "../load";
import { intoCalls, type BatchFunction, type BatchStep, type Rows } from "./batchStep";
import { Callbacks, type Callback, type Logs } from "./callbacks";
import { FitHistory } from "./fitHistory";
import { stepsOf, type StepModel } from "./modelSteps";
import { RunningMeans } from "./runningMeans";

/** How far a training is. */
export interface FitProgress {
  /** The number of the epoch, from 0 on. */
  readonly epoch: number;
  /** How many epochs there will be, if none stops the training. */
  readonly epochs: number;
  /** Batches of the epoch that are done. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** The means of loss and metrics over the epoch so far; at its end with those of the validation. */
  readonly logs: Readonly<Logs>;
}

/** What is not for tfjs. */
export interface LoopOptions {
  readonly seed?: number;
  readonly onProgress?: (progress: FitProgress) => void;
}

/** What tfjs's `model.fit` has prepared for its loop. */
export interface Prepared {
  readonly train: BatchFunction;
  readonly data: readonly (Tensor | null)[];
  readonly labels: readonly string[];
  readonly batchSize: number;
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly verbose: number;
  readonly shuffle: boolean;
  readonly callbacks: readonly Callback[];
  readonly callbackMetrics: readonly string[];
  readonly validate: BatchFunction | null;
  readonly validationData: readonly (Tensor | null)[];
}

/** What the loop asks of a model. */
export interface LoopModel extends StepModel {
  stopTraining: boolean;
  history: unknown;
}

/** A reader sees no more changes than this many milliseconds apart. */
const INTERVAL = 100;

/** The loop of `model.fit`, with compiled steps. */
export class FitLoop {
  private readonly history = new FitHistory();
  private readonly training: BatchStep;
  private readonly validation: BatchStep | null;
  private readonly callbacks: Callbacks;
  private readonly rows: Rows;
  private readonly random: Random | null;
  private toldAt = -Infinity;
  private isLost = false;

  constructor(
    private readonly model: LoopModel, private readonly prepared: Prepared, private readonly options: LoopOptions,
  ) {
    const { train, data, batchSize, epochs, initialEpoch, verbose, callbacks, callbackMetrics, validate } = prepared;
    const samples = data[0]!.shape[0];
    this.rows = Int32Array.from({ length: samples }, (_, row) => row);
    this.random = options.seed === undefined ? null : new Random(options.seed);
    const steps = stepsOf(model);
    this.training = steps.step("train", train);
    this.validation = validate && steps.step("validate", validate);
    this.callbacks = new Callbacks(callbacks, {
      epochs, initialEpoch, samples, steps: null, batchSize, verbose, doValidation: validate !== null,
      metrics: callbackMetrics,
    }, model);
  }

  async run(): Promise<FitHistory> {
    const { model, callbacks, history, prepared: { epochs, initialEpoch } } = this;
    model.history = history;
    await callbacks.trainBegins();
    model.stopTraining = false;
    for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) await this.runEpoch(epoch);
    await callbacks.trainEnds();
    return history;
  }

  private async runEpoch(epoch: number): Promise<void> {
    const { model, callbacks, rows, prepared: { labels, batchSize, data } } = this;
    await callbacks.epochBegins(epoch);
    this.shuffle();
    const means = new RunningMeans(labels);
    const calls = intoCalls(rows, batchSize, callbacks.watchBatches);
    let batch = 0;
    for (const [index, call] of calls.entries()) {
      await callbacks.batchBegins(batch);
      const values = this.training.run(data, call);
      call.forEach(({ length }, k) => means.add(values[k], length));
      batch += call.length;
      const last = call.length - 1;
      const isLast = index === calls.length - 1;
      const validationLogs = isLast ? this.validate() : {};
      const batchLogs = Object.fromEntries(labels.map((label, k) => [label, values[last][k]]));
      await callbacks.batchEnds(batch - 1, { batch: batch - 1, size: call[last].length, ...batchLogs });
      if (!isLast) this.tell(epoch, batch, means);
      if (isLast || model.stopTraining) return this.endEpoch(epoch, batch, { ...means.logs, ...validationLogs });
    }
  }

  private async endEpoch(epoch: number, batch: number, logs: Logs): Promise<void> {
    const { prepared: { verbose, epochs } } = this;
    await this.callbacks.epochEnds(epoch, logs);
    this.history.add(epoch, logs);
    this.watch(epoch, logs.loss);
    this.options.onProgress?.(this.progress(epoch, batch, logs));
    if (verbose > 0) {
      const numbers = Object.entries(logs).map(([label, value]) => `${label} ${Number(value.toPrecision(4))}`);
      console.log(`epoch ${epoch + 1} of ${epochs}: ${numbers.join(", ")}`);
    }
  }

  /** Says once that the numbers have gone. */
  private watch(epoch: number, loss: number): void {
    if (this.isLost || Number.isFinite(loss)) return;
    this.isLost = true;
    console.warn(`fit: the loss is ${loss} in epoch ${epoch + 1}. Lower the learning rate, or look for NaN in the data`);
  }

  private shuffle(): void {
    const { random, rows, prepared: { shuffle } } = this;
    if (!shuffle) return;
    if (random) rows.set(random.permutation(rows.length));
    else loadTensorFlow().util.shuffle(rows);
  }

  private validate(): Logs {
    const { validation, prepared: { validationData, batchSize, labels } } = this;
    if (!validation) return {};
    const samples = validationData[0]!.shape[0];
    const totals = labels.map(() => 0);
    for (const call of intoCalls(Int32Array.from({ length: samples }, (_, row) => row), batchSize, false)) {
      validation.run(validationData, call).forEach((values, k) => {
        labels.forEach((_, m) => (totals[m] = Math.fround(totals[m] + Math.fround(call[k].length * values[m]))));
      });
    }
    return Object.fromEntries(labels.map((label, k) => [`val_${label}`, Math.fround(totals[k] / samples)]));
  }

  private tell(epoch: number, batch: number, means: RunningMeans): void {
    const { onProgress } = this.options;
    if (!onProgress || performance.now() - this.toldAt < INTERVAL) return;
    this.toldAt = performance.now();
    onProgress(this.progress(epoch, batch, means.logs));
  }

  private progress(epoch: number, batch: number, logs: Logs): FitProgress {
    const { epochs, batchSize } = this.prepared;
    return { epoch, epochs, batch, batches: Math.ceil(this.rows.length / batchSize), logs };
  }
}
