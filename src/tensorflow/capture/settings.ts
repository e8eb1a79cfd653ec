import type { Optimizer } from "@tensorflow/tfjs";
import type { OptimizerUse } from "./recording";

/** Why a step is no graph that sets its optimizer's settings: the graph would not set them again. */
export const CHANGES_SETTINGS = "it changes the settings of its optimizer";

/** An optimizer's settings, without those of these names; when they change, so does what a step does. */
export function settingsOf(optimizer: Optimizer, without: readonly string[] = []): string {
  const settings = { ...optimizer.getConfig() };
  for (const name of without) delete settings[name];
  return JSON.stringify(settings);
}

/** The optimizers that a step uses, with the settings they have when it uses them. */
export class OptimizerUses {
  private readonly uses = new Map<Optimizer, OptimizerUse>();

  /** @param inputs the names of settings that are asked for at every run */
  add(optimizer: Optimizer, inputs: readonly string[]): void {
    this.uses.set(optimizer, { optimizer, inputs, settings: settingsOf(optimizer) });
  }

  /** Whether settings are no longer what they were. */
  get changed(): boolean {
    return [...this.uses.values()].some(({ optimizer, settings }) => settingsOf(optimizer) !== settings);
  }

  /** The uses with the settings that belong to the step. @param asked whether the inputs are asked for indeed */
  list(asked: boolean): OptimizerUse[] {
    return [...this.uses.values()].map(({ optimizer, inputs, settings }) => (
      asked ? { optimizer, inputs, settings: settingsOf(optimizer, inputs) } : { optimizer, inputs: [], settings }));
  }
}
