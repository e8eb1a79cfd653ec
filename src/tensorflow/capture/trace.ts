import type { Variable } from "@tensorflow/tfjs";
import { difference } from "./difference";
import { stepGraph } from "./graph";
import type { Call } from "./compile";
import type { NativeBackend } from "./native";
import { record, type Step } from "./record";
import { variablesOf, type Outer, type Recording } from "./recording";
import { rewritten } from "./rewrites";
import { Session } from "./session";
import { CHANGES_SETTINGS, keptSettings, settingsOf } from "./settings";
import { putTogether } from "./structure";

/** So many recordings in a row may differ from the one before: the first ones of a step make its variables. */
const PATIENCE = 3;

/** A graph that is used for fewer calls was not worth making; so many may follow each other. */
const WORTH = 10;

/** More steps than this are not put into one graph: each takes time when it is made, and a call's own share is small. */
const LONGEST = 8;

/** What is known of a step for parameters of certain shapes. */
export class Trace {
  obstacle: string | null = null;
  private recording: Recording | null = null;
  private confirmed = false;
  /** What the graph needs to be there. */
  private variables: readonly Variable[] = [];
  private outers: readonly Outer[] = [];
  private differences = 0;
  private uses = 0;
  private wasted = 0;
  private readonly sessions = new Map<number, Session>();
  private readonly asked = new Set<number>();

  constructor(private readonly step: Step, private readonly backend: NativeBackend) {}

  /** Runs the first of these calls, and as many of those that follow as can be run with it. */
  run(calls: readonly Call[]): unknown[] {
    if (this.confirmed && this.isStale()) this.forget();
    if (this.obstacle) return [];
    if (!this.confirmed) return [this.recordStep(calls[0])];
    const end = calls.findIndex(({ signature }, index) => index === LONGEST || signature !== calls[0].signature);
    return this.runGraph(end < 0 ? calls : calls.slice(0, end));
  }

  dispose(): void {
    for (const session of this.sessions.values()) session.dispose();
    this.sessions.clear();
    this.confirmed = false;
    this.recording = null;
  }

  private recordStep({ structure, tensors }: Call): unknown {
    const { recording: before } = this;
    const known = before?.optimizers.map(({ optimizer }) => optimizer) ?? [];
    const settings = known.map((optimizer) => settingsOf(optimizer));
    const { recording, result } = record(this.backend, this.step, structure, tensors);
    const changes = known.some((optimizer, index) => settingsOf(optimizer) !== settings[index]);
    this.recording = recording.madeVariables ? null : recording;
    // What a step does to make its variables it does once.
    this.obstacle = recording.madeVariables ? null : recording.obstacle ?? (changes ? CHANGES_SETTINGS : null);
    if (!this.obstacle) this.compare(before, recording);
    return result;
  }

  private compare(before: Recording | null, now: Recording): void {
    const change = now.madeVariables ? "it makes new variables at each call" : before && difference(before, now);
    this.confirmed = before !== null && change === null;
    if (this.confirmed) {
      this.differences = 0;
      this.recording = rewritten(now);
      this.variables = variablesOf(now);
      this.outers = now.sources.filter((source): source is Outer => source.kind === "outer");
      this.makeSession(1);
    } else if (change && ++this.differences > PATIENCE) {
      this.obstacle = change;
    }
  }

  private runGraph(calls: readonly Call[]): unknown[] {
    const session = this.sessionFor(calls.length);
    if (session) return this.runIn(session, calls);
    const single = this.sessions.get(1)!;
    return this.obstacle ? [] : calls.flatMap((call) => this.runIn(single, [call]));
  }

  private runIn(session: Session, calls: readonly Call[]): unknown[] {
    const { structure, optimizers } = this.recording!;
    const results = session.run(calls.map(({ tensors }) => tensors));
    this.uses += calls.length;
    for (const { optimizer } of optimizers) {
      (optimizer as unknown as { iterations_: number }).iterations_ = optimizer.iterations + calls.length;
    }
    return results.map((tensors) => putTogether(structure, tensors.values()));
  }

  /** A graph of so many steps takes some time to make: only when they come a second time. */
  private sessionFor(steps: number): Session | null {
    const known = this.sessions.get(steps);
    if (known || !this.asked.has(steps)) {
      this.asked.add(steps);
      return known ?? null;
    }
    return this.makeSession(steps);
  }

  private makeSession(steps: number): Session | null {
    try {
      const session = new Session(this.backend, this.recording!, stepGraph(this.recording!, steps), steps);
      this.sessions.set(steps, session);
      return session;
    } catch (error) {
      this.obstacle = `TensorFlow does not take its graph (${(error as Error).message.split("\n", 1)[0]})`;
      return null;
    }
  }

  /** Whether the step would no longer do what was recorded: what it used is gone, or is set otherwise. */
  private isStale(): boolean {
    const { backend, recording, variables, outers } = this;
    return outers.some(({ dataId }) => !backend.tensorMap.has(dataId)) || variables.some(({ isDisposed }) => isDisposed)
      || recording!.optimizers.some((use) => use.settings !== keptSettings(use));
  }

  private forget(): void {
    this.wasted = this.uses < WORTH ? this.wasted + 1 : 0;
    if (this.wasted > PATIENCE) this.obstacle = "the settings or tensors that it uses change at nearly every call";
    this.uses = 0;
    this.dispose();
  }
}
