import { toVector } from "../arrays";
import { InputError, refuse, requireInteger } from "../errors";
import { norm } from "../linearAlgebra";
import type { Objective } from "../objectives";
import type { Optimizer } from "../optimizers";
import { advice, short } from "./advice";
import { DivergenceWatch } from "./divergence";
import { History, type Outcome } from "./history";
import { Recorder } from "./recorder";

/** Parameters are recorded by default while they fit into this many numbers (80 MB). */
const RECORDED_NUMBERS = 10_000_000;
/** The share of the start's loss by which the loss must have risen at the end to be spoken of: no mere rounding. */
const NOTICEABLE = 1e-6;

/** The state of a run after a step, as `onStep` gets it. */
export interface Step {
  /** How many steps were taken; 0 at the start. */
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  /** The run's own array: copy it to keep it. */
  readonly parameters: Float64Array;
}

/** Options of {@link minimize}. */
export interface MinimizeOptions {
  /** The parameters to start from. Default: zeros. */
  readonly start?: ArrayLike<number>;
  /** The most steps to take. Default 1000. */
  readonly maxSteps?: number;
  /** Converged when the gradient's Euclidean length is at most this. Default 1e-8. */
  readonly gradientTolerance?: number;
  /** Converged also when the loss is at most this. Default: no such limit. */
  readonly lossTolerance?: number;
  /** Whether the history keeps the parameters of every step. Default: while they fit into 80 MB. */
  readonly recordParameters?: boolean;
  /** Whether a divergence is reported through `console.warn`, in one line. Default `true`; turn it off in a sweep. */
  readonly warn?: boolean;
  /** Called with the start and after every step. */
  readonly onStep?: (step: Step) => void;
}

/**
 * Minimises an objective with an optimizer, step by step, until it converges, diverges or has taken `maxSteps` steps.
 * A run that diverges (a loss or gradient that is no finite number, or a loss that grows exponentially) stops there
 * with a warning that says what to try; its history up to the last finite step is kept and nothing is thrown.
 *
 * @example
 * const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });
 * const history = minimize(objective, gradientDescent({ learningRate: 0.1 }));
 * history.parameters; // near (1, 0)
 * @throws InputError before the first step, when an option is out of range, the start has the wrong length, or loss or
 * gradient at the start are no finite numbers
 */
export function minimize<State>(
  objective: Objective,
  optimizer: Optimizer<State>,
  options: MinimizeOptions = {},
): History {
  const settings = checked(objective, options);
  const parameters = settings.start;
  const recorder = new Recorder(settings.recordParameters);
  const { outcome, message } = run(objective, optimizer, parameters, recorder, settings);
  if (outcome === "diverged" && settings.warn) console.warn(`${optimizer.name} ${message}`);
  return new History({
    ...recorder.finish(),
    optimizer: { name: optimizer.name, options: optimizer.options },
    objective: objective.name,
    parameters,
    outcome,
    message,
  });
}

/** How a run ended, and its history's message. */
interface Ending {
  readonly outcome: Outcome;
  readonly message: string;
}

/** Runs to the end, which leaves the last finite parameters in `parameters`. */
function run<State>(
  objective: Objective, optimizer: Optimizer<State>, parameters: Float64Array, recorder: Recorder, settings: Settings,
): Ending {
  const { maxSteps, gradientTolerance, lossTolerance, onStep } = settings;
  const gradient = new Float64Array(parameters.length);
  const lastFinite = parameters.slice();
  const state = optimizer.init(parameters);
  const watch = new DivergenceWatch(recorder);
  const diverged = (step: number, seen: string): Ending => (
    { outcome: "diverged", message: `diverged at step ${step} (${seen}): ${advice(objective, optimizer)}` });

  for (let step = 0; ; step++) {
    const loss = objective.value(parameters);
    objective.gradient(parameters, gradient);
    const gradientNorm = norm(gradient);
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      if (step === 0) refuseStart(loss, gradientNorm);
      parameters.set(lastFinite);
      const before = short(recorder.lossAt(step - 1));
      return diverged(step, `loss ${loss}, gradient norm ${gradientNorm}; before: loss ${before}`);
    }
    recorder.add(loss, gradientNorm, parameters);
    lastFinite.set(parameters);
    onStep?.({ step, loss, gradientNorm, parameters });

    if (gradientNorm <= gradientTolerance || loss <= lossTolerance) {
      return { outcome: "converged", message: `converged ${reached(step, loss, gradientNorm)}` };
    }
    if (watch.isDiverging(step, step === maxSteps)) return diverged(step, `loss ${short(loss)}`);
    if (step === maxSteps) {
      const start = recorder.lossAt(0);
      const risen = loss - start > NOTICEABLE * Math.abs(start);
      const warning = risen ? `: the loss is above its start. ${advice(objective, optimizer)}` : "";
      return { outcome: "reached maxSteps", message: `stopped ${reached(step, loss, gradientNorm)}${warning}` };
    }
    optimizer.update(gradient, state, parameters);
  }
}

function reached(step: number, loss: number, gradientNorm: number): string {
  return `after ${step} step${step === 1 ? "" : "s"}, loss ${short(loss)}, gradient norm ${short(gradientNorm)}`;
}

type Settings = ReturnType<typeof checked>;

/** The options with their defaults filled in, refused when out of range; `start` is a copy of the run's own. */
function checked(objective: Objective, options: MinimizeOptions) {
  const { maxSteps = 1000, gradientTolerance = 1e-8, lossTolerance = -Infinity, warn = true, onStep } = options;
  const dimension = requireInteger("dimension", objective.dimension, 1);
  requireInteger("maxSteps", maxSteps, 0);
  if (!(gradientTolerance >= 0)) refuse("gradientTolerance", "a number of at least 0", gradientTolerance);
  if (Number.isNaN(lossTolerance)) refuse("lossTolerance", "a number", lossTolerance);
  const start = Float64Array.from(toVector(options.start ?? new Float64Array(dimension), "start"));
  if (start.length !== dimension) refuse("start", `${dimension} numbers, one for each parameter`, start.length);
  const { recordParameters = (maxSteps + 1) * dimension <= RECORDED_NUMBERS } = options;
  return { maxSteps, gradientTolerance, lossTolerance, recordParameters, start, warn, onStep };
}

function refuseStart(loss: number, gradientNorm: number): never {
  const seen = `loss ${loss}, gradient norm ${gradientNorm}`;
  throw new InputError("start", "parameters with a finite loss and gradient", seen, "Start elsewhere");
}
