import { withRestore } from "../interrupts";
import type { Recorder } from "./recorder";

let recorderAtWork: Recorder | null = null;

/** The recorder at work, if a step is being recorded. */
export function currentRecorder(): Recorder | null {
  return recorderAtWork;
}

/** Runs something with this as the recorder at work. */
export function withRecorder<Result>(recorder: Recorder, work: () => Result): Result {
  recorderAtWork = recorder;
  return withRestore(() => recorder.run(work), () => {
    recorderAtWork = null;
  });
}
