import { InputError } from "../errors";
import { norm } from "../linearAlgebra";
import type { Objective } from "../objectives";
import type { Optimizer } from "../optimizers";
import { advice, short } from "./advice";
import { DivergenceWatch } from "./divergence";
import { EarlyStopping } from "./earlyStopping";
import { History, type Outcome } from "./history";
import { Recorder } from "./recorder";
import type { Settings } from "./runOptions";
import { Stopwatch } from "./stopwatch";

/** The share of the start's loss by which the loss must have risen at the end to be spoken of: no mere rounding. */
const NOTICEABLE = 1e-6;

/** A gradient that is only estimated, from a part of the data. */
export interface GradientEstimate {
  /** Writes an estimate of the gradient at `parameters` into `gradient`; allocates nothing. */
  write(parameters: Float64Array, gradient: Float64Array): void;
  /** How often the data were gone through for the estimates so far. */
  readonly passes: number;
}

/** How a run ended, and its history's message. */
interface Ending {
  readonly outcome: Outcome;
  readonly message: string;
}

/** One run of an optimizer on an objective: the loop behind `minimize` and `minimizeStochastic`. */
export class Descent<State> {
  private readonly parameters: Float64Array;
  private readonly gradient: Float64Array;
  private readonly lastFinite: Float64Array;
  private readonly state: State;
  private readonly recorder: Recorder;
  private readonly watch: DivergenceWatch;
  private readonly stopping: EarlyStopping | null;
  private readonly stopwatch: Stopwatch | null;

  /** @param estimate what the steps follow instead of the full gradient, if anything */
  constructor(
    private readonly objective: Objective,
    private readonly optimizer: Optimizer<State>,
    private readonly settings: Settings,
    private readonly estimate: GradientEstimate | null,
  ) {
    const { start, earlyStopping, recordParameters, recordTime } = settings;
    this.parameters = start;
    this.gradient = new Float64Array(start.length);
    this.lastFinite = start.slice();
    this.state = optimizer.init(start);
    const validation = earlyStopping !== undefined;
    this.recorder = new Recorder({ parameters: recordParameters, time: recordTime, validation });
    this.watch = new DivergenceWatch(this.recorder.loss);
    this.stopping = earlyStopping ? new EarlyStopping(earlyStopping, start) : null;
    this.stopwatch = recordTime ? new Stopwatch() : null;
  }

  /** Runs to the end. */
  run(): History {
    const { maxSteps, recordEvery } = this.settings;
    for (let step = 0; ; step++) {
      const isRecord = step % recordEvery === 0 || step === maxSteps;
      const ending = (isRecord ? this.observe(step) : null) ?? this.advance(step);
      if (ending) return this.history(ending);
    }
  }

  /** Looks at loss and full gradient after `step` steps, and whether they end the run. */
  private observe(step: number): Ending | null {
    const { maxSteps, gradientTolerance, lossTolerance, onStep } = this.settings;
    const { objective, parameters, recorder, stopping, lastFinite } = this;
    const seconds = this.stopwatch?.seconds ?? 0;
    const loss = objective.value(parameters);
    const gradientNorm = this.fullGradientNorm();
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      if (step === 0) refuseStart(loss, gradientNorm);
      return this.overflow(step, `loss ${loss}, gradient norm ${gradientNorm}`);
    }
    recorder.steps.push(step);
    recorder.passes.push(this.estimate ? this.estimate.passes : step);
    recorder.loss.push(loss);
    recorder.gradientNorm.push(gradientNorm);
    recorder.seconds?.push(seconds);
    if (stopping) recorder.validationLoss!.push(stopping.measure(step, parameters));
    const { trail } = recorder;
    if (trail) for (let j = 0; j < parameters.length; j++) trail.push(parameters[j]);
    for (let j = 0; j < parameters.length; j++) lastFinite[j] = parameters[j];
    onStep?.({ step, loss, gradientNorm, parameters });

    if (gradientNorm <= gradientTolerance || loss <= lossTolerance) {
      return { outcome: "converged", message: `converged ${this.reached(step)}` };
    }
    if (this.watch.isDiverging(step === maxSteps)) return this.divergence(step, `loss ${short(loss)}`);
    if (stopping?.isOver) {
      const best = `best validation loss ${short(stopping.bestLoss)} at step ${stopping.bestStep}`;
      return { outcome: "stopped early", message: `stopped early ${this.reached(step)}: ${best}` };
    }
    return step === maxSteps ? this.atTheEnd(step, loss) : null;
  }

  /** Takes the step that follows `step` steps. A full gradient is already there, from {@link observe}. */
  private advance(step: number): Ending | null {
    const { estimate, stopwatch, parameters, gradient } = this;
    stopwatch?.start();
    if (estimate) {
      estimate.write(parameters, gradient);
      if (!allFinite(gradient)) return this.overflow(step, `gradient norm ${norm(gradient)}`);
    }
    this.optimizer.update(gradient, this.state, parameters);
    stopwatch?.stop();
    return null;
  }

  /** The time of a full gradient counts when the next step follows it. */
  private fullGradientNorm(): number {
    const stopwatch = this.estimate ? null : this.stopwatch;
    stopwatch?.start();
    this.objective.gradient(this.parameters, this.gradient);
    stopwatch?.stop();
    return norm(this.gradient);
  }

  private overflow(step: number, seen: string): Ending {
    const { loss } = this.recorder;
    this.parameters.set(this.lastFinite);
    return this.divergence(step, `${seen}; before: loss ${short(loss.at(loss.length - 1))}`);
  }

  private divergence(step: number, seen: string): Ending {
    const message = `diverged at step ${step} (${seen}): ${advice(this.objective, this.optimizer)}`;
    return { outcome: "diverged", message };
  }

  private atTheEnd(step: number, loss: number): Ending {
    const start = this.recorder.loss.at(0);
    const risen = loss - start > NOTICEABLE * Math.abs(start);
    const warning = risen ? `: the loss is above its start. ${advice(this.objective, this.optimizer)}` : "";
    return { outcome: this.settings.outcomeAtTheEnd, message: `stopped ${this.reached(step)}${warning}` };
  }

  /** `after 59 steps, loss 0.1, gradient norm 0.01`, of the last record. */
  private reached(step: number): string {
    const { loss, gradientNorm } = this.recorder;
    const steps = `${step} step${step === 1 ? "" : "s"}`;
    const passes = this.estimate ? ` (${short(this.estimate.passes)} passes over the data)` : "";
    const last = loss.length - 1;
    return `after ${steps}${passes}, loss ${short(loss.at(last))}, gradient norm ${short(gradientNorm.at(last))}`;
  }

  private history({ outcome, message }: Ending): History {
    const { optimizer, objective, stopping, parameters } = this;
    if (outcome === "diverged" && this.settings.warn) console.warn(`${optimizer.name} ${message}`);
    if (stopping?.restoreBest) parameters.set(stopping.bestParameters);
    return new History({
      ...this.recorder.finish(),
      optimizer: { name: optimizer.name, options: optimizer.options },
      objective: objective.name,
      parameters,
      bestStep: stopping?.bestStep ?? null,
      outcome,
      message,
    });
  }
}

/** A loop, because `every` would allocate a number an entry. */
function allFinite(values: Float64Array): boolean {
  for (let j = 0; j < values.length; j++) if (!(Math.abs(values[j]) < Infinity)) return false;
  return true;
}

function refuseStart(loss: number, gradientNorm: number): never {
  const seen = `loss ${loss}, gradient norm ${gradientNorm}`;
  throw new InputError("start", "parameters with a finite loss and gradient", seen, "Start elsewhere");
}
