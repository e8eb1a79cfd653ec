import { InputError } from "../errors";
import { norm } from "../linearAlgebra";
import type { Objective } from "../objectives";
import type { Optimizer } from "../optimizers";
import { advice, short } from "./advice";
import { compiledLoops, type Loops } from "./compiledLoops";
import { DivergenceWatch } from "./divergence";
import { EarlyStopping } from "./earlyStopping";
import { History, type Outcome } from "./history";
import type { Batches } from "./loops";
import { Recorder } from "./recorder";
import type { Settings } from "./runOptions";
import { Stopwatch } from "./stopwatch";

/** The share of the start's loss by which the loss must have risen at the end to be spoken of: no mere rounding. */
const NOTICEABLE = 1e-6;

/** How a run ended, and its history's message. */
interface Ending {
  readonly outcome: Outcome;
  readonly message: string;
}

/** One run of an optimizer on an objective: what is behind `minimize` and `minimizeStochastic`. */
export class Descent<State> {
  private readonly parameters: Float64Array;
  private readonly gradient: Float64Array;
  private readonly lastFinite: Float64Array;
  private readonly state: State;
  private readonly recorder: Recorder;
  private readonly watch: DivergenceWatch;
  private readonly stopping: EarlyStopping | null;
  private readonly stopwatch: Stopwatch | null;
  private readonly loops: Loops;

  /** @param source the batches whose gradients the steps follow; null for the full gradient, recorded every step */
  constructor(
    private readonly objective: Objective,
    private readonly optimizer: Optimizer<State>,
    private readonly settings: Settings,
    private readonly source: Batches | null,
  ) {
    const { start, earlyStopping, recordGradient, recordParameters, recordTime, maxSteps, recordEvery } = settings;
    this.parameters = start;
    this.gradient = new Float64Array(start.length);
    this.lastFinite = start.slice();
    this.state = optimizer.init(start);
    const validation = earlyStopping !== undefined;
    const kept = { gradient: recordGradient, parameters: recordParameters, time: recordTime, validation };
    this.recorder = new Recorder(kept, start.length, Math.ceil(maxSteps / recordEvery) + 1);
    this.watch = new DivergenceWatch(this.recorder);
    this.stopping = validation ? new EarlyStopping(earlyStopping, start) : null;
    this.stopwatch = recordTime ? new Stopwatch() : null;
    this.loops = compiledLoops(objective, optimizer);
  }

  /** Runs to the end. */
  run(): History {
    const isWatched = this.source || this.stopping || this.stopwatch || this.settings.onStep;
    for (let step = 0; ;) {
      if (isWatched) this.look();
      else step = this.takeSteps(step);
      const ending = this.observe(step);
      if (ending) return this.history(ending);
      const next = this.nextRecord(step);
      const reached = this.advance(step, next);
      if (reached < next) return this.history(this.overflow(reached, `gradient norm ${norm(this.gradient)}`));
      step = next;
    }
  }

  /** Takes full gradients' steps, and writes them down, up to one at which {@link observe} is to look. */
  private takeSteps(step: number): number {
    const { objective, optimizer, state, parameters, gradient, lastFinite, recorder, watch } = this;
    const { maxSteps, lossTolerance, gradientTolerance } = this.settings;
    recorder.reserve();
    const { loss: losses, gradientNorm, trail, capacity } = recorder;
    const reached = this.loops.takeSteps({
      objective, optimizer, state, parameters, gradient, lastFinite, losses, gradientNorms: gradientNorm!, trail,
      firstLoss: losses[0], harmlessRise: watch.harmlessRise, lossTolerance, gradientTolerance,
    }, step, Math.min(maxSteps, capacity - 1));
    if (trail && reached > 0) lastFinite.set(trail.subarray((reached - 1) * parameters.length, reached * parameters.length));
    for (; step < reached; step++) recorder.steps[step] = recorder.passes[step] = step;
    recorder.count = reached;
    return reached;
  }

  /** Writes loss, full gradient and parameters down as they are, for {@link observe} to look at. */
  private look(): void {
    const { objective, parameters, recorder, stopwatch } = this;
    recorder.reserve();
    const { count, loss, gradientNorm, trail, seconds } = recorder;
    if (seconds) seconds[count] = stopwatch!.seconds;
    loss[count] = objective.value(parameters);
    if (gradientNorm) gradientNorm[count] = this.fullGradientNorm();
    if (trail) trail.set(parameters, count * parameters.length);
  }

  /** Judges what was written down after `step` steps: makes it a record, and says whether it ends the run. */
  private observe(step: number): Ending | null {
    const { maxSteps, gradientTolerance, lossTolerance, onStep } = this.settings;
    const { parameters, recorder, stopping } = this;
    const loss = recorder.loss[recorder.count];
    const gradientNorm = recorder.gradientNorm ? recorder.gradientNorm[recorder.count] : NaN;
    if (!Number.isFinite(loss) || (recorder.gradientNorm && !Number.isFinite(gradientNorm))) {
      const seen = `loss ${loss}${recorder.gradientNorm ? `, gradient norm ${gradientNorm}` : ""}`;
      if (step === 0) refuseStart(seen);
      return this.overflow(step, seen);
    }
    recorder.steps[recorder.count] = step;
    recorder.passes[recorder.count] = this.passes ?? step;
    if (stopping) recorder.validationLoss![recorder.count] = stopping.measure(step, parameters);
    recorder.count++;
    this.lastFinite.set(parameters);
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

  /** The step after `step` at which loss and full gradient are looked at. */
  private nextRecord(step: number): number {
    const { maxSteps, recordEvery } = this.settings;
    return Math.min(step - (step % recordEvery) + recordEvery, maxSteps);
  }

  /**
   * Takes the steps from `step` to `next`. A full gradient, which one step follows, is already there.
   * @returns the step that was reached: less than `next` where the gradient is no finite number
   */
  private advance(step: number, next: number): number {
    const { source, stopwatch, optimizer, state, parameters, gradient } = this;
    let reached = next;
    stopwatch?.start();
    if (source) reached = this.loops.takeBatches({ optimizer, state, parameters, gradient }, source, step, next);
    else optimizer.update(gradient, state, parameters);
    stopwatch?.stop();
    return reached;
  }

  /** How often the data were gone through for batches; null for full gradients. */
  private get passes(): number | null {
    return this.source && this.source.batches.rowsDrawn / this.source.batches.samples;
  }

  /** The time of a full gradient counts when the next step follows it. */
  private fullGradientNorm(): number {
    const stopwatch = this.source ? null : this.stopwatch;
    stopwatch?.start();
    this.objective.gradient(this.parameters, this.gradient);
    stopwatch?.stop();
    return norm(this.gradient);
  }

  private overflow(step: number, seen: string): Ending {
    const { loss, count } = this.recorder;
    this.parameters.set(this.lastFinite);
    return this.divergence(step, `${seen}; before: loss ${short(loss[count - 1])}`);
  }

  private divergence(step: number, seen: string): Ending {
    const message = `diverged at step ${step} (${seen}): ${advice(this.objective, this.optimizer)}`;
    return { outcome: "diverged", message };
  }

  private atTheEnd(step: number, loss: number): Ending {
    const start = this.recorder.loss[0];
    const risen = loss - start > NOTICEABLE * Math.abs(start);
    const warning = risen ? `: the loss is above its start. ${advice(this.objective, this.optimizer)}` : "";
    return { outcome: this.settings.outcomeAtTheEnd, message: `stopped ${this.reached(step)}${warning}` };
  }

  /** `after 59 steps, loss 0.1, gradient norm 0.01`, of the last record; without the norm where it was not recorded. */
  private reached(step: number): string {
    const { loss, gradientNorm, count } = this.recorder;
    const steps = `${step} step${step === 1 ? "" : "s"}`;
    const { passes } = this;
    const inPasses = passes === null ? "" : ` (${short(passes)} passes over the data)`;
    const norms = gradientNorm ? `, gradient norm ${short(gradientNorm[count - 1])}` : "";
    return `after ${steps}${inPasses}, loss ${short(loss[count - 1])}${norms}`;
  }

  private history({ outcome, message }: Ending): History {
    const { optimizer, objective, stopping, parameters } = this;
    if (outcome === "diverged" && this.settings.warn) console.warn(`${optimizer.name} ${message}`);
    if (stopping?.restoreBest) parameters.set(stopping.bestParameters);
    return new History(Object.assign(this.recorder.finish(), {
      optimizer: { name: optimizer.name, options: optimizer.options },
      objective: objective.name,
      parameters,
      bestStep: stopping?.bestStep ?? null,
      outcome,
      message,
    }));
  }
}

function refuseStart(seen: string): never {
  throw new InputError("start", "parameters with a finite loss and gradient", seen, "Start elsewhere, or scale the features first");
}
