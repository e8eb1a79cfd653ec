/** Bytes of a file that are looked at together: they stay in the processor's second cache. */
export const WINDOW = 2 ** 18;
/** How far a window may be moved, and a load may reach behind it. */
export const BEHIND = 64;

const LINE_FEED = 0x0a;

/** Where a window has its bytes, its values, and what the kernel says of its work. */
export interface WindowPlace {
  readonly bytes: number;
  readonly values: number;
  readonly done: number;
}

/** A part of a file's bytes in the kernel's memory, and what was read from it last. */
export class CsvWindow {
  /** Where it begins and ends in the bytes that are read. */
  start = 0;
  end = 0;
  /** Where the next record begins, and how many were read. */
  position = 0;
  rows = 0;
  /** From a place in the bytes to its address. */
  private offset = 0;
  private readonly memory: Uint8Array;
  private readonly integers: Int32Array;

  constructor(memory: ArrayBufferLike, readonly place: WindowPlace) {
    this.memory = new Uint8Array(memory);
    this.integers = new Int32Array(memory);
  }

  /** Copies at most so many bytes, up to the end of a line. */
  show(bytes: Uint8Array, start: number, most: number): void {
    const shown = bytes.subarray(start, start + most);
    // Eight bytes are copied at once where they are aligned in the same way.
    const address = this.place.bytes + (shown.byteOffset % 8);
    this.memory.set(shown, address);
    this.offset = address - start;
    this.start = start;
    this.end = start + shown.lastIndexOf(LINE_FEED) + 1;
  }

  /** The addresses of the records from `position` on. */
  records(position: number): [number, number] {
    return [position + this.offset, this.end + this.offset];
  }

  /** The place in the bytes of what stands at an address. */
  placeOf(address: number): number {
    return address - this.offset;
  }

  /** Says that nothing is read yet from `position` on. */
  begin(position: number): void {
    this.integers[this.place.done / 4] = position + this.offset;
    this.integers[this.place.done / 4 + 1] = this.place.values;
  }

  /** Takes what the kernel has done. */
  finish(): void {
    this.position = this.integers[this.place.done / 4] - this.offset;
    this.rows = (this.integers[this.place.done / 4 + 1] - this.place.values) / 8;
  }
}
