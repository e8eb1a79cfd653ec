import type { Tensor } from "@tensorflow/tfjs";
import { InputError, refuse, requireList } from "../../errors";
import { loadTensorFlow } from "../load";
import { announce, BACKEND } from "./announce";
import { currentRecorder } from "./currentRecorder";
import { nativeBackend, type NativeBackend } from "./native";
import type { Step } from "./record";
import { describe, describeTensors, takeApart, type Structure } from "./structure";
import { Trace } from "./trace";

/** A step that runs as one TensorFlow graph; see {@link compile}. */
export interface CompiledStep<Parameters extends unknown[], Result> {
  /** Takes the step. */
  (...parameters: Parameters): Result;
  /**
   * Takes the step once for each list of parameters, in order, and gives the results in order. Lists of the same
   * shapes run in one call of TensorFlow, which saves the time between steps.
   */
  each(lists: readonly Parameters[]): Result[];
  /** Gives back the graphs; variables keep their values, and a later call makes graphs anew. */
  dispose(): void;
  /** Why the step runs as it is instead of as a graph; `null` while nothing speaks against a graph. */
  readonly obstacle: string | null;
}

/**
 * Makes one TensorFlow graph of a step written with tfjs, as `tf.function` does in Python: the same parameters, the
 * same results, the same changes of `tf.Variable`s, without the time that tfjs needs for each single operation.
 *
 * The first calls with parameters of new shapes run the step as it is, and record it twice; when both recordings are
 * the same, later calls run the graph. As with `tf.function`, JavaScript in the step is not run again: numbers,
 * branches and loops stay as they were recorded. Where that could go wrong unseen the step is run as it is for good,
 * with one notice on the console: a step that reads values (`dataSync`, `array`, …), draws with `Math.random` (but
 * dropout and the uniform and normal draws of tfjs become draws of TensorFlow), makes other tensors at each call,
 * keeps or disposes of tensors from outside, sets its optimizer's settings; and always on another backend than
 * TensorFlow's own. The learning rate of optimizers may change from call to call; other changed settings of tfjs's
 * optimizers, new shapes and disposed tensors are noticed and recorded anew.
 *
 * Tensors made in the step are disposed of at its end, but for its results: nested arrays and plain objects of tensors.
 * Variables are read, assigned and saved between calls as ever.
 *
 * @throws what the step throws; InputError when the step is no function, or asynchronous
 * @example
 * const optimizer = tf.train.adam(0.001);
 * const step = compile((x: tf.Tensor2D, y: tf.Tensor2D) => optimizer.minimize(() => loss(x, y), true)!);
 * for (const [x, y] of batches) step(x, y).dispose();
 */
export function compile<Parameters extends unknown[], Result>(
  step: (...parameters: Parameters) => Result,
): CompiledStep<Parameters, Result> {
  if (typeof step !== "function") refuse("step", "a function", step);
  return compileWith(step, (obstacle) => announce("compile: the step runs operation by operation, not as a graph", obstacle));
}

/** {@link compile}, for a step that is not the user's own: `announce` is told once why it cannot become a graph. */
export function compileWith<Parameters extends unknown[], Result>(
  step: (...parameters: Parameters) => Result, announce: (obstacle: string) => void,
): CompiledStep<Parameters, Result> {
  const compiler = new Compiler(step as unknown as Step, announce);
  const compiled = (...parameters: Parameters) => compiler.call(parameters) as Result;
  return Object.defineProperties(Object.assign(compiled, {
    each: (lists: readonly Parameters[]) => compiler.each(checkedLists(lists)) as Result[],
    dispose: () => compiler.dispose(),
  }), { obstacle: { get: () => compiler.obstacle } }) as CompiledStep<Parameters, Result>;
}

function checkedLists<Parameters extends unknown[]>(lists: readonly Parameters[]): readonly Parameters[] {
  requireList("lists", lists, "a list of lists of parameters").forEach((list, k) => requireList(`lists[${k}]`, list, "a list of parameters"));
  return lists;
}

/** Parameters, with their tensors apart. */
export interface Call {
  readonly signature: string;
  readonly structure: Structure;
  readonly tensors: readonly Tensor[];
}

/** Graphs for more shapes than this are not kept. */
const MOST = 64;

class Compiler {
  obstacle: string | null = null;
  private readonly traces = new Map<string, Trace>();

  constructor(private readonly step: Step, private readonly announce: (obstacle: string) => void) {}

  call(parameters: unknown[]): unknown {
    return this.each([parameters])[0];
  }

  each(lists: readonly unknown[][]): unknown[] {
    const backend = this.usableBackend();
    if (!backend) return lists.map((parameters) => this.runAsItIs(parameters));
    const calls = lists.map(take);
    const results: unknown[] = [];
    while (results.length < calls.length && !this.obstacle) {
      const [call] = calls.slice(results.length);
      const trace = this.traceOf(call.signature, backend);
      results.push(...trace.run(calls.slice(results.length)));
      if (trace.obstacle) this.giveUp(trace.obstacle);
    }
    return [...results, ...lists.slice(results.length).map((parameters) => this.runAsItIs(parameters))];
  }

  dispose(): void {
    for (const trace of this.traces.values()) trace.dispose();
    this.traces.clear();
  }

  private usableBackend(): NativeBackend | null {
    // Inside another step that is being recorded, this one becomes a part of it.
    if (currentRecorder() || this.obstacle) return null;
    const backend = nativeBackend();
    if (!backend) this.giveUp(`${BACKEND} "${loadTensorFlow().getBackend()}", and graphs need TensorFlow's own`);
    return backend;
  }

  private runAsItIs(parameters: unknown[]): unknown {
    const tf = loadTensorFlow();
    return tf.tidy(() => this.step(...parameters as never[]) as never);
  }

  private traceOf(signature: string, backend: NativeBackend): Trace {
    const trace = this.traces.get(signature) ?? new Trace(this.step, backend);
    // The one used last is last.
    this.traces.delete(signature);
    this.traces.set(signature, trace);
    const [[oldest, unused]] = this.traces;
    if (this.traces.size > MOST) {
      unused.dispose();
      this.traces.delete(oldest);
    }
    return trace;
  }

  private giveUp(obstacle: string): void {
    this.obstacle = obstacle;
    this.dispose();
    this.announce(obstacle);
  }
}

function take(parameters: unknown[]): Call {
  const tensors: Tensor[] = [];
  const structure = takeApart(parameters, tensors);
  const gone = tensors.findIndex(({ isDisposed }) => isDisposed);
  if (gone >= 0) throw new InputError(`step, tensor ${gone + 1}`, "a tensor", "one that is disposed");
  return { structure, tensors, signature: `${describe(structure)} ${describeTensors(tensors)}` };
}
