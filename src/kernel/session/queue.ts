/** One piece of work of those that are done one after another. */
export interface Work {
  run(): Promise<void>;
  /** Called in place of `run` when an earlier cell failed; without it the work is done all the same. */
  abort?(): void;
}

/** Does work one piece after another, in the order in which it came. */
export class Queue {
  private waiting: Work[] = [];
  private working = false;

  add(work: Work): void {
    this.waiting.push(work);
    if (!this.working) void this.workOff();
  }

  /** Gives up what waits and can be given up. */
  abort(): void {
    const { waiting } = this;
    this.waiting = waiting.filter((work) => !work.abort);
    for (const work of waiting) work.abort?.();
  }

  private async workOff(): Promise<void> {
    this.working = true;
    for (let work = this.waiting.shift(); work; work = this.waiting.shift()) await work.run();
    this.working = false;
  }
}
