import type { Optimizer } from "@tensorflow/tfjs";
import type { OptimizerUse } from "./recording";

/** Why a step is no graph that sets its optimizer's settings: the graph would not set them again. */
export const CHANGES_SETTINGS = "it changes the settings of its optimizer";

/** An optimizer's settings. */
export function settingsOf(optimizer: Optimizer): string {
  return JSON.stringify(optimizer.getConfig());
}

/** Those that a graph keeps: when they change, it no longer does what the step does. */
export function keptSettings({ optimizer, rate }: Pick<OptimizerUse, "optimizer" | "rate">): string {
  return JSON.stringify({ ...optimizer.getConfig(), ...rate === "asked" ? { learningRate: null } : {} });
}
