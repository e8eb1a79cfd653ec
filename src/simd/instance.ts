import { moduleBytes, type FunctionWriter } from "./assembler";
import { webAssembly, type WebAssemblyMemory, type WebAssemblyModule } from "./webAssembly";

/** Kernels that were made ready, with the memory they work in. */
export interface Instance {
  readonly call: Readonly<Record<string, (...addresses: number[]) => void>>;
  readonly memory: WebAssemblyMemory;
}

const PAGE = 65_536;

/** Kernels that are compiled when first used. */
export class Kernels {
  private compiled: WebAssemblyModule | null | undefined;

  constructor(private readonly functions: () => readonly FunctionWriter[]) {}

  /** Whether the engine has what they need; where it has no SIMD the plain versions take over. */
  get available(): boolean {
    return this.module !== null;
  }

  /** The kernels on a memory of their own of at least so many bytes. */
  instance(bytes: number): Instance {
    const memory = new webAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    const { exports } = new webAssembly.Instance(this.module!, { environment: { memory } });
    return { call: exports as Instance["call"], memory };
  }

  private get module(): WebAssemblyModule | null {
    if (this.compiled === undefined) this.compiled = compile(moduleBytes(this.functions(), false));
    return this.compiled;
  }
}

function compile(bytes: Uint8Array): WebAssemblyModule | null {
  return webAssembly?.validate(bytes) ? new webAssembly.Module(bytes) : null;
}
