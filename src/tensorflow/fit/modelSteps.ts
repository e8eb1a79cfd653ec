import type { LayerVariable, Optimizer } from "@tensorflow/tfjs";
import { announce } from "../capture";
import { BatchStep, type BatchFunction } from "./batchStep";

/** What a model's steps depend on, besides the data. */
export interface StepModel {
  readonly optimizer: Optimizer;
  readonly lossFunctions: unknown;
  readonly metricsTensors: unknown;
  readonly trainableWeights: readonly LayerVariable[];
}

/** The compiled steps of a model. */
export class ModelSteps {
  private readonly settings: readonly unknown[];
  private readonly steps = new Map<"train" | "validate", BatchStep>();
  private announced = false;

  constructor(model: StepModel) {
    this.settings = settingsOf(model);
  }

  /** Whether the model is as it was: `compile` and `trainable` change what a step does. */
  fits(model: StepModel): boolean {
    const now = settingsOf(model);
    return now.length === this.settings.length && now.every((setting, index) => setting === this.settings[index]);
  }

  /** The step of that name; `work` is what it does, the first time. */
  step(name: "train" | "validate", work: BatchFunction): BatchStep {
    const step = this.steps.get(name) ?? new BatchStep(work, (obstacle) => this.announce(obstacle));
    this.steps.set(name, step);
    return step;
  }

  dispose(): void {
    for (const step of this.steps.values()) step.dispose();
  }

  private announce(obstacle: string): void {
    if (!this.announced) announce("fit: the model trains operation by operation, not as a graph", obstacle);
    this.announced = true;
  }
}

const known = new WeakMap<StepModel, ModelSteps>();

/** The compiled steps of a model, kept from one training to the next. */
export function stepsOf(model: StepModel): ModelSteps {
  const before = known.get(model);
  if (before?.fits(model)) return before;
  before?.dispose();
  const steps = new ModelSteps(model);
  known.set(model, steps);
  return steps;
}

function settingsOf({ optimizer, lossFunctions, metricsTensors, trainableWeights }: StepModel): unknown[] {
  return [optimizer, lossFunctions, metricsTensors, ...trainableWeights.map((weight) => weight.read())];
}
