import type { Tensor, Variable } from "@tensorflow/tfjs";
import { refuse } from "../../errors";
import { loadTensorFlow } from "../load";
import { withRecorder } from "./currentRecorder";
import { alias, type NativeBackend } from "./native";
import { watchOptimizers } from "./optimizers";
import { Recorder } from "./recorder";
import { neededBy, reachable, type Recording, type Value } from "./recording";
import { withSubstitutes } from "./substitutes";
import { putTogether, takeApart, type Structure } from "./structure";

/** A step as tfjs users write it. */
export type Step = (...parameters: never[]) => unknown;

/** What one recorded run of a step gave. */
export interface Recorded {
  readonly recording: Recording;
  readonly result: unknown;
}

/**
 * Runs a step once as it is, and records what it does.
 * @throws what the step throws; InputError when it is asynchronous
 */
export function record(
  backend: NativeBackend, step: Step, structure: Structure, tensors: readonly Tensor[],
): Recorded {
  const tf = loadTensorFlow();
  const recorder = new Recorder(backend);
  const variables = Object.values(tf.engine().registeredVariables);
  const before = tf.memory().numTensors;
  for (const variable of variables) {
    ownData(backend, variable);
    const { shape, dtype } = backend.tensorMap.get(variable.dataId);
    recorder.declare(variable, { kind: "variable", variable, shape, dtype });
  }
  // Aliases, so that one tensor passed twice, or used from outside too, is told apart.
  const copies = tensors.map((tensor) => alias(backend, tensor));
  try {
    copies.forEach((copy, index) => {
      const { shape, dtype } = backend.tensorMap.get(copy.dataId);
      recorder.declare(copy, { kind: "argument", index, shape, dtype });
    });
    const parameters = putTogether(structure, copies.values()) as never[];
    return withRecorder(recorder, () => {
      const result = withSubstitutes(backend, () => (
        tf.tidy(() => watchOptimizers(recorder, () => runOnce(step, parameters)))));
      return { result, recording: finish(recorder, result, variables, copies, before) };
    });
  } finally {
    tf.dispose(copies);
  }
}

function runOnce(step: Step, parameters: never[]): never {
  const result = step(...parameters);
  if (result instanceof Promise) refuse("step", "a synchronous function", result, "Read values after the step, not in it");
  return result as never;
}

function finish(
  recorder: Recorder, result: unknown, variables: readonly Variable[], copies: readonly Tensor[], before: number,
): Recording {
  const tf = loadTensorFlow();
  const outputs: Tensor[] = [];
  const structure = takeApart(result, outputs);
  const results = outputs.map((output) => recorder.valueOf(output));
  if (copies.some(({ isDisposed }) => isDisposed)) recorder.object("it disposes of its arguments");
  if (variables.some(({ isDisposed }) => isDisposed)) recorder.object("it disposes of variables");
  const updates = new Map(variables.filter(({ isDisposed }) => !isDisposed).flatMap((variable) => {
    const value = recorder.valueOf(variable);
    return isOwn(value, variable) ? [] : [[variable, value] as const];
  }));
  const made = Object.values(tf.engine().registeredVariables).length - variables.length;
  const added = tf.memory().numTensors - before - copies.length - made;
  if (made === 0 && added > new Set(outputs).size) recorder.object("it keeps tensors beyond its end (tf.keep)");
  recorder.recognizeRandomness();
  const { optimizers, offers: { holding: fusedUpdates } } = recorder;
  for (const target of fusedUpdates.flatMap(({ targets }) => targets)) updates.delete(target);
  const needed = neededBy({ results, updates, fusedUpdates });
  return {
    sources: reachable(recorder.sources, needed), structure, results, updates, fusedUpdates,
    optimizers, madeVariables: made > 0, obstacle: recorder.obstacle,
  };
}

function isOwn({ source }: Value, variable: Variable): boolean {
  return source.kind === "variable" && source.variable === variable;
}

/** Gives a variable data that no other tensor shares, so that they can change in place. */
export function ownData(backend: NativeBackend, variable: Variable): void {
  if (backend.tensorMap.get(variable.dataId).refCount === 1) return;
  const copy = alias(backend, variable);
  variable.assign(copy);
  copy.dispose();
}
