import { TYPE, type FunctionWriter } from "./function";
import { unsigned } from "./numbers";

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const [TYPES, IMPORTS, FUNCTIONS, EXPORTS, CODE] = [1, 2, 3, 7, 10];
const FUNCTION_TYPE = 0x60;
const [IMPORTED_MEMORY, SHARED_WITH_MAXIMUM, EXPORTED_FUNCTION] = [2, 3, 0];
/** 65,536 pages of 64 KiB: 4 GiB. */
const MOST_PAGES = 65_536;

/**
 * The bytes of a module with these functions, all exported by name, on an imported memory `environment.memory` that
 * threads can share.
 */
export function moduleBytes(functions: readonly FunctionWriter[]): Uint8Array<ArrayBuffer> {
  const limits = [SHARED_WITH_MAXIMUM, 1, ...unsigned(MOST_PAGES)];
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(TYPES, functions.map(({ parameters }) => {
      const types = parameters.map(({ type }) => TYPE[type]);
      return [FUNCTION_TYPE, ...vector(types.map((type) => [type])), 0];
    })),
    ...section(IMPORTS, [[...text("environment"), ...text("memory"), IMPORTED_MEMORY, ...limits]]),
    ...section(FUNCTIONS, functions.map((_, index) => unsigned(index))),
    ...section(EXPORTS, functions.map(({ name }, index) => [...text(name), EXPORTED_FUNCTION, ...unsigned(index)])),
    ...section(CODE, functions.map((writer) => {
      const body = writer.body();
      return [...unsigned(body.length), ...body];
    })),
  ]);
}

function section(id: number, entries: number[][]): number[] {
  const content = vector(entries);
  return [id, ...unsigned(content.length), ...content];
}

function vector(entries: number[][]): number[] {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(characters: string): number[] {
  return vector([...Buffer.from(characters)].map((byte) => [byte]));
}
