import { float64, signed, unsigned } from "./numbers";

/**
 * Instructions as the bytes of WebAssembly's binary format, in lists of lists: so they are put together without being
 * copied. One that gives a value is an expression.
 */
export type Code = readonly (number | Code)[];

export type ValueType = "i32" | "i64" | "f64" | "v128";

export const prefixed = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const unary = (opcode: number) => (value: Code): Code => [value, prefixed(opcode)];
const binary = (opcode: number) => (left: Code, right: Code): Code => [left, right, prefixed(opcode)];
/** Alignment is promised for bytes only; unaligned access costs nothing where it matters. */
export const access = (offset: number): number[] => [0, ...unsigned(offset)];
const load = (opcode: number) => (address: Code, offset = 0): Code => [address, prefixed(opcode), access(offset)];

/** 32-bit integers: addresses and counts. */
export const i32 = {
  constant: (value: number): Code => [0x41, signed(value)],
  load: (address: Code, offset = 0): Code => [address, 0x28, access(offset)],
  loadByte: (address: Code, offset = 0): Code => [address, 0x2d, access(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, access(offset)],
  add: (left: Code, right: Code): Code => [left, right, 0x6a],
  subtract: (left: Code, right: Code): Code => [left, right, 0x6b],
  multiply: (left: Code, right: Code): Code => [left, right, 0x6c],
  and: (left: Code, right: Code): Code => [left, right, 0x71],
  or: (left: Code, right: Code): Code => [left, right, 0x72],
  exclusiveOr: (left: Code, right: Code): Code => [left, right, 0x73],
  shiftLeft: (value: Code, bits: Code): Code => [value, bits, 0x74],
  shiftRight: (value: Code, bits: number): Code => [value, i32.constant(bits), 0x76],
  shiftRightSigned: (value: Code, bits: number): Code => [value, i32.constant(bits), 0x75],
  /** How many of the lowest bits are zero. */
  trailingZeros: (value: Code): Code => [value, 0x68],
  isZero: (value: Code): Code => [value, 0x45],
  equal: (left: Code, right: Code): Code => [left, right, 0x46],
  differs: (left: Code, right: Code): Code => [left, right, 0x47],
  lessThan: (left: Code, right: Code): Code => [left, right, 0x49],
  /** The lower half of a 64-bit integer. */
  fromInt64: (value: Code): Code => [value, 0xa7],
  select: (chosen: Code, other: Code, condition: Code): Code => [chosen, other, condition, 0x1b],
  minimum: (left: Code, right: Code): Code => [left, right, i32.lessThan(left, right), 0x1b],
};

/** 64-bit floating-point numbers. */
export const f64 = {
  constant: (value: number): Code => [0x44, float64(value)],
  load: (address: Code, offset = 0): Code => [address, 0x2b, access(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x39, access(offset)],
  add: (left: Code, right: Code): Code => [left, right, 0xa0],
  subtract: (left: Code, right: Code): Code => [left, right, 0xa1],
  multiply: (left: Code, right: Code): Code => [left, right, 0xa2],
  divide: (left: Code, right: Code): Code => [left, right, 0xa3],
  squareRoot: (value: Code): Code => [value, 0x9f],
  negate: (value: Code): Code => [value, 0x9a],
  greaterThan: (left: Code, right: Code): Code => [left, right, 0x64],
  /** Not equal, also when one is NaN. */
  differs: (left: Code, right: Code): Code => [left, right, 0x62],
  /** `chosen` where the condition holds, else `other`. */
  select: (chosen: Code, other: Code, condition: Code): Code => [chosen, other, condition, 0x1b],
  /** The number nearest to a signed 64-bit integer. */
  fromInt64: (value: Code): Code => [value, 0xb9],
  /** The number whose bits these are. */
  fromBits: (bits: Code): Code => [bits, 0xbf],
};

/** Pairs of 64-bit floating-point numbers, on which SIMD instructions work lane by lane. */
export const f64x2 = {
  load: load(0x00),
  /** Both lanes from one number. */
  loadSplat: load(0x0a),
  /** One number, and zero in the second lane. */
  loadFirst: load(0x5d),
  /** The second lane from memory, the first as it is. */
  loadSecond: (address: Code, first: Code, offset = 0): Code =>
    [address, first, prefixed(0x57), access(offset), 1],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, prefixed(0x0b), access(offset)],
  storeFirst: (address: Code, value: Code, offset = 0): Code =>
    [address, value, prefixed(0x5b), access(offset), 0],
  constant: (value: number): Code => [prefixed(0x0c), float64(value), float64(value)],
  splat: unary(0x14),
  lane: (value: Code, index: 0 | 1): Code => [value, prefixed(0x21), index],
  /** The lower 32 bits of a lane, as an integer. */
  lowerHalf: (value: Code, index: 0 | 1): Code => [value, prefixed(0x1b), 2 * index],
  /** The first lanes of both, or the second ones. */
  lanes: (left: Code, right: Code, index: 0 | 1): Code => {
    const bytes = Array.from({ length: 8 }, (_, k) => 8 * index + k);
    return [left, right, prefixed(0x0d), ...bytes, ...bytes.map((byte) => 16 + byte)];
  },
  /** One lane in both. */
  broadcast: (value: Code, index: 0 | 1): Code => f64x2.lanes(value, value, index),
  add: binary(0xf0),
  subtract: binary(0xf1),
  multiply: binary(0xf2),
  divide: binary(0xf3),
  /** `right` where it is larger, else `left`: one instruction, unlike the maximum that cares for NaN on both sides. */
  larger: binary(0xf7),
  squareRoot: unary(0xef),
  /** All bits set where `left` is greater, none elsewhere. */
  greaterThan: binary(0x4a),
  and: binary(0x4e),
  or: binary(0x50),
  /** The bits as 64-bit integers. */
  shiftLeft: (value: Code, bits: number): Code => [value, i32.constant(bits), prefixed(0xcb)],
  addBits: binary(0xce),
};
