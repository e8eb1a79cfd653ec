/** What the main thread and its guard have agreed on. */
export interface GuardData {
  shared: Int32Array;
}

/** Where in the shared memory the guard says that the end of the running code is on its way. */
export const POSTED = 0;

/** What came of an interrupt: nothing is left to stop, or it must be tried, or looked at, again. */
export type Reply = "done" | "again";

/** The function of the main thread that the guard has it call. */
export const interruptPlace = "slope.interrupt";
