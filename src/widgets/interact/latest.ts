import { setImmediate } from "node:timers/promises";

/**
 * Work on something that changes faster than the work is done. Every change asks for it; it is done once for all
 * changes that come while it is under way, on the newest state.
 */
export class Latest {
  private waiting: Promise<void> | undefined;
  private current: Promise<void> | undefined;

  /** @param work reads the newest state when it starts; must not reject */
  constructor(private readonly work: () => Promise<void>) {}

  /** @returns when work is done that began after this call */
  request(): Promise<void> {
    return (this.waiting ??= this.next());
  }

  private async next(): Promise<void> {
    await this.current;
    // Changes that have arrived but were not heard yet count too.
    await setImmediate();
    this.waiting = undefined;
    this.current = this.work();
    await this.current;
  }
}
