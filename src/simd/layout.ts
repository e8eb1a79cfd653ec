/** Deals out a kernel's memory from address 0 on. */
export class Layout {
  /** What was dealt out so far. */
  bytes = 0;

  /** The address of so many numbers. */
  numbers(count: number): number {
    const address = this.bytes;
    this.bytes += 8 * count;
    return address;
  }
}
