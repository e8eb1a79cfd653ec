/** Adds up the time between its starts and stops. */
export class Stopwatch {
  private milliseconds = 0;
  private startedAt = 0;

  start(): void {
    this.startedAt = performance.now();
  }

  stop(): void {
    this.milliseconds += performance.now() - this.startedAt;
  }

  get seconds(): number {
    return this.milliseconds / 1000;
  }
}
