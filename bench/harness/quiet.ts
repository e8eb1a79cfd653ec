import os from "node:os";
import { setTimeout as wait } from "node:timers/promises";

/** A machine counts as quiet when others use less than this share of all its processors. */
const BUSY_SHARE = 0.1;
const WINDOW_MILLISECONDS = 400;

/** The share of the machine's processors that is in use while this process waits, between 0 and 1. */
export async function loadOfOthers(): Promise<number> {
  const before = processorTimes();
  await wait(WINDOW_MILLISECONDS);
  const after = processorTimes();
  return (after.busy - before.busy) / Math.max(1, after.total - before.total);
}

export async function isQuiet(): Promise<boolean> {
  return (await loadOfOthers()) < BUSY_SHARE;
}

/** Waits for a quiet moment. @throws Error when there is none within the time given */
export async function quietMoment(patienceSeconds: number): Promise<void> {
  const until = Date.now() + 1000 * patienceSeconds;
  while (!(await isQuiet())) {
    if (Date.now() > until)
      throw new Error(
        `bench: expected a quiet machine within ${patienceSeconds} s, received load all the time. ` +
          "Close what else is running; --busy measures all the same, and says so in the result.",
      );
    await wait(500);
  }
}

function processorTimes(): { busy: number; total: number } {
  let [busy, total] = [0, 0];
  for (const { times } of os.cpus()) {
    const all = times.user + times.nice + times.sys + times.irq + times.idle;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}
