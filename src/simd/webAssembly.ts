/** What the kernels use of the global `WebAssembly`; its types come with a browser's library, which Slope is not built with. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (
    module: WebAssemblyModule, imports: { environment: { memory: WebAssemblyMemory } },
  ) => { readonly exports: object };
  readonly Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => WebAssemblyMemory;
}

/** A compiled module. */
export type WebAssemblyModule = object;

/** Memory that JavaScript and kernels share. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBufferLike;
}

export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly!;
