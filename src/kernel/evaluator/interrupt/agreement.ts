/** The memory that the main thread and its guard share. */
export interface GuardData {
  /** What the two tell one another, at the places {@link POSTED} and {@link BEGUN}. */
  state: Int32Array;
  /** The newest interrupt: {@link AT} and {@link SENT}. All that came before it are dealt with by dealing with it. */
  asked: Float64Array;
}

/** Whether the end of the running code is on its way. */
export const POSTED = 0;
/** How many cells have begun. */
export const BEGUN = 1;

/** When the guard heard of the interrupt: milliseconds as Date.now() counts them. */
export const AT = 0;
/** How many cells the kernel had sent by then: the last of them is meant even if it begins only later. */
export const SENT = 1;

/** What came of an interrupt: when the one was asked for that is dealt with; else it must be tried, or looked at, again. */
export type Reply = number | undefined;

/** The function of the main thread that the guard has it call. */
export const interruptPlace = "slope.interrupt";
