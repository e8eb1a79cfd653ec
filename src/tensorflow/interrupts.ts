import type { LayersModel } from "@tensorflow/tfjs";
import type { RunningKernel } from "../display";
import type { TensorFlow } from "./load";

/** Where tfjs stands: how deep in operations and gradients, and whose tensors it will dispose of. */
interface EngineState {
  kernelDepth: number;
  gradientDepth: number;
  activeTape: { saved: { dispose(): void }[] }[] | null;
  scopeStack: unknown[];
}

const unfinished: (() => void)[] = [];
/** The models that were or are in training, with what says whether it was interrupted. */
const inTraining = new WeakMap<LayersModel, () => boolean>();
let isDone = false;

/** Does some work and then puts back what was changed for it, also where an interrupt has stopped the work. */
export function withRestore<Result>(work: () => Result, restore: () => void): Result {
  unfinished.push(restore);
  try {
    return work();
  } finally {
    restore();
    unfinished.pop();
  }
}

/**
 * Has interrupts leave tfjs as it was when the cell began: the code that is stopped does not come to end its scopes,
 * operations and gradients, without which there are no gradients from then on, nor its training, without which the
 * model refuses another.
 */
export function restoreAfterInterrupts(tf: TensorFlow): void {
  if (isDone) return;
  isDone = true;
  const { runningKernel } = require("../display") as typeof import("../display");
  const kernel = runningKernel();
  if (!kernel) return;
  watchTraining(tf, kernel);
  kernel.whenInterrupted(() => {
    const scopes = stateOf(tf).scopeStack.length;
    return () => {
      while (unfinished.length > 0) unfinished.pop()!();
      leave(tf, scopes);
    };
  });
}

/** Leaves what was begun since there were so many scopes; tensors that it made go, as they do after an error. */
function leave(tf: TensorFlow, scopes: number): void {
  const state = stateOf(tf);
  while (state.scopeStack.length > scopes) tf.engine().endScope();
  for (const { saved } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
  Object.assign(state, { kernelDepth: 0, gradientDepth: 0, activeTape: null });
}

function stateOf(tf: TensorFlow): EngineState {
  return (tf.engine() as unknown as { state: EngineState }).state;
}

/** Makes a model's word that it is in training, a property that its constructor sets, one that ends with an interrupt. */
function watchTraining(tf: TensorFlow, kernel: RunningKernel): void {
  Object.defineProperty(tf.LayersModel.prototype, "isTraining", {
    configurable: true,
    get(this: LayersModel) {
      return inTraining.get(this)?.() === false;
    },
    set(this: LayersModel, isTraining: boolean) {
      if (isTraining) inTraining.set(this, kernel.interruption());
      else inTraining.delete(this);
    },
  });
}
