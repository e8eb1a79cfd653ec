import { access, i32, prefixed, type Code } from "./instructions";

/** 64-bit integers, unsigned. */
export const i64 = {
  constant: (value: bigint): Code => [0x42, signed64(value)],
  load: (address: Code, offset = 0): Code => [address, 0x29, access(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x37, access(offset)],
  add: (left: Code, right: Code): Code => [left, right, 0x7c],
  subtract: (left: Code, right: Code): Code => [left, right, 0x7d],
  multiply: (left: Code, right: Code): Code => [left, right, 0x7e],
  and: (left: Code, right: Code): Code => [left, right, 0x83],
  or: (left: Code, right: Code): Code => [left, right, 0x84],
  exclusiveOr: (left: Code, right: Code): Code => [left, right, 0x85],
  shiftLeft: (value: Code, bits: Code): Code => [value, bits, 0x86],
  shiftRight: (value: Code, bits: Code): Code => [value, bits, 0x88],
  /** How many of the highest bits are zero. */
  leadingZeros: (value: Code): Code => [value, 0x79],
  /** How many of the lowest bits are zero. */
  trailingZeros: (value: Code): Code => [value, 0x7a],
  isZero: (value: Code): Code => [value, 0x50],
  equal: (left: Code, right: Code): Code => [left, right, 0x51],
  lessThan: (left: Code, right: Code): Code => [left, right, 0x54],
  fromInt32: (value: Code): Code => [value, 0xad],
};

const unary = (opcode: number) => (value: Code): Code => [value, prefixed(opcode)];
const binary = (opcode: number) => (left: Code, right: Code): Code => [left, right, prefixed(opcode)];

/** Sixteen bytes, on which SIMD instructions work one by one. */
export const i8x16 = {
  load: (address: Code, offset = 0): Code => [address, prefixed(0x00), access(offset)],
  /** The same byte sixteen times. */
  splat: unary(0x0f),
  constant: (value: number): Code => i8x16.splat(i32.constant(value)),
  add: binary(0x6e),
  subtract: binary(0x71),
  or: binary(0x50),
  /** All bits of a byte set where both are equal, none elsewhere. */
  equal: binary(0x23),
  /** The same where the left one, as a signed or as an unsigned number, is not the larger one. */
  atMost: binary(0x29),
  atMostUnsigned: binary(0x2a),
  /** The highest bit of each byte, the first byte's lowest. */
  bitmask: unary(0x64),
  /** The bytes at these places; zero for a place that is none. */
  pick: binary(0x0e),
};

/** Eight 16-bit integers. */
export const i16x8 = {
  and: binary(0x4e),
  add: binary(0x8e),
  multiply: binary(0x95),
  shiftRight: (value: Code, bits: number): Code => [value, i32.constant(bits), prefixed(0x8d)],
  /** The sums of neighbours' products, as four 32-bit integers. */
  pairProducts: binary(0xba),
  /** Of two times four 32-bit integers, cut to 16 bits. */
  narrow: binary(0x86),
  /** The first 64 bits. */
  firstHalf: (value: Code): Code => [value, prefixed(0x1d), 0],
};

/** A 64-bit integer in signed LEB128, whether it is given signed or unsigned. */
function signed64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, value);
  for (; rest < -0x40n || rest >= 0x40n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest & 0x7fn)];
}
