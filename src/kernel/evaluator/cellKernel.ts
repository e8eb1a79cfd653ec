import type { Comm, CommData, MimeBundle, RunningKernel } from "../../display";
import type { CellError } from "../parts";
import { Activity, currentActivity, currentCell, outsideActivities, type Failure } from "./activity";
import { CapturedOutputs } from "./capture";
import type { Comms } from "./comms";
import { jsonOf } from "./json";
import type { Outlet } from "./outlet";
import { whenInterrupted } from "./restoration";
import type { RunsAgain } from "./runsAgain";

/** The kernel as the code of a cell reaches it. */
export class CellKernel implements RunningKernel {
  constructor(
    private readonly outlet: Outlet,
    private readonly comms: Comms,
    private readonly runsAgain: RunsAgain,
    private readonly describe: (failure: Failure) => CellError,
    readonly prompt: RunningKernel["prompt"],
    /** Called when what a cell has asked for is done. */
    private readonly goBack: () => void,
  ) {}

  print(name: "stdout" | "stderr", text: string): void {
    const activity = currentActivity();
    if (activity?.outputs) activity.outputs.print(name, text);
    else this.outlet.print(activity?.cell ?? currentCell(), name, text);
    this.goBack();
  }

  display(data: MimeBundle, metadata: MimeBundle, options: { displayId?: string; update?: boolean } = {}): void {
    const { displayId, update = false } = options;
    const bundle = Object.fromEntries(Object.entries(data).map(([type, value]) => [type, jsonOf(value)]));
    const hints = jsonOf(metadata) as MimeBundle;
    if (!currentActivity()?.outputs?.display(bundle, hints, displayId, update))
      this.outlet.say({ type: "display", cell: currentCell(), data: bundle, metadata: hints, displayId, update });
    this.goBack();
  }

  clear(wait: boolean): void {
    const outputs = currentActivity()?.outputs;
    if (outputs) outputs.clear(wait);
    else this.outlet.say({ type: "clear", cell: currentCell(), wait });
    this.goBack();
  }

  /** The work runs in a turn of its own, so that an interrupt which ends it does not end the caller. */
  capture(work: () => unknown): ReturnType<RunningKernel["capture"]> {
    const caller = currentActivity();
    const outputs = new CapturedOutputs();
    return new Promise((resolve) => {
      const activity = new Activity(
        currentCell(),
        "capture",
        (ending) => {
          const captured = outputs.finish("error" in ending ? this.describe(ending) : undefined);
          const goOn = () => void setImmediate(() => resolve(captured));
          if (caller) caller.do(goOn);
          else outsideActivities(goOn);
        },
        caller?.place,
        outputs,
      );
      activity.do(() => setImmediate(() => activity.undertake(work)));
    });
  }

  keepRunning(work: Promise<unknown>): void {
    currentActivity()?.hold(work);
  }

  whenRunAgain(forget: () => void): void {
    this.runsAgain.add(currentActivity()?.place, forget);
  }

  whenInterrupted(note: () => () => void): void {
    whenInterrupted(note);
  }

  interruption(): () => boolean {
    const activity = currentActivity();
    return () => activity?.stopped ?? false;
  }

  openComm(target: string, data: unknown, options?: { id?: string } & Omit<CommData, "data">): Comm {
    return this.comms.openComm(target, data, options);
  }

  registerTarget(target: string, opened: (comm: Comm, message: CommData) => void): void {
    this.comms.registerTarget(target, opened);
  }
}
