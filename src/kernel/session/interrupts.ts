/** Lets a wait end early when the reader interrupts. */
export class Interrupts {
  private stop: (() => void) | undefined;

  /** What `work` gives, or undefined as soon as the reader interrupts. */
  until<T>(work: Promise<T>): Promise<T | undefined> {
    const interrupted = new Promise<undefined>((resolve) => (this.stop = () => resolve(undefined)));
    return Promise.race([work, interrupted]).finally(() => (this.stop = undefined));
  }

  fire(): void {
    this.stop?.();
  }
}
