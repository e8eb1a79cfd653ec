import { webAssembly, type WebAssemblyMemory, type WebAssemblyModule } from "./webAssembly";

/** A kernel and its arguments: addresses, in bytes, and counts. */
export type KernelCall = readonly [kernel: string, ...numbers: number[]];

/** Kernels on a memory. */
export interface KernelSpace {
  readonly module: WebAssemblyModule;
  readonly memory: WebAssemblyMemory;
  run(call: KernelCall): void;
}

type Exports = Readonly<Record<string, (...numbers: number[]) => void>>;

const PAGE = 65_536;
const MOST_CONSTANTS = 128;
let compiled: { readonly module: WebAssemblyModule | null; readonly constants: readonly number[] } | undefined;

/** The compiled kernels; null where the engine has no SIMD or no shared memory, and the plain versions take over. */
export function kernelModule(): WebAssemblyModule | null {
  return compile().module;
}

/** Writes and compiles the kernels, once, and when they are first needed. */
function compile() {
  if (!compiled) {
    const { constants, kernelBytes } = require("./kernels") as typeof import("./kernels");
    const bytes = kernelBytes();
    compiled = { module: webAssembly?.validate(bytes) ? new webAssembly.Module(bytes) : null, constants };
  }
  return compiled;
}

/** The kernels on a memory. */
export function instantiate(module: WebAssemblyModule, memory: WebAssemblyMemory): Exports {
  return new webAssembly.Instance(module, { environment: { memory } }).exports as Exports;
}

/** Deals out a memory, behind the kernels' constants. */
export class Layout {
  /** @param bytes what was dealt out so far */
  constructor(public bytes = 8 * MOST_CONSTANTS) {}

  /** The address of so many numbers. */
  numbers(count: number): number {
    const address = this.bytes;
    this.bytes += 8 * count;
    return address;
  }
}

/** A memory that kernels work in. */
export class Workspace implements KernelSpace {
  readonly module: WebAssemblyModule;
  readonly memory: WebAssemblyMemory;
  /** All of the memory; address a is number a / 8. */
  readonly numbers: Float64Array;
  private readonly exports: Exports;

  constructor({ bytes }: Layout) {
    const { module, constants } = compile();
    this.module = module!;
    const pages = Math.ceil(bytes / PAGE);
    this.memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.numbers = new Float64Array(this.memory.buffer);
    this.numbers.set(constants);
    this.exports = instantiate(this.module, this.memory);
  }

  run([kernel, ...numbers]: KernelCall): void {
    this.exports[kernel](...numbers);
  }

  write(address: number, values: Float64Array): void {
    this.numbers.set(values, address / 8);
  }

  /** Sets so many numbers to zero. */
  clear(address: number, count: number): void {
    this.numbers.fill(0, address / 8, address / 8 + count);
  }
}
