import { Message } from "./protobuf";
import { typeOf, type Operation, type Output, type Recording } from "./recording";

/**
 * An operation of more work than this is worth a second thread. On two hyperthreads a perceptron's step was faster on one
 * up to twice this much, and as fast up to three times; with more processors the point lies lower.
 */
const WORTH_A_THREAD = 32e6;

/** What an element takes that is read from memory and written, beside a multiplication in a product. */
const WORK_OF_AN_ELEMENT = 32;

const PRODUCT = /MatMul|^Conv|^DepthwiseConv/;

/** What reads only so much as it gives: a batch of all rows. */
const PART = /Gather|Slice/;

/**
 * How TensorFlow is to run a step (a `ConfigProto`): in the thread that calls it, where no operation is large; to wake
 * another takes as long as many an operation, and matrices stay in one processor's cache. Nothing for others, which
 * TensorFlow then spreads over all processors.
 */
export function sessionConfig({ sources }: Pick<Recording, "sources">): Buffer | null {
  const isSmall = sources.every((source) => source.kind !== "operation" || work(source) <= WORTH_A_THREAD);
  return isSmall ? new Message().integer(INTRA_OP_THREADS, 1).integer(INTER_OP_THREADS, CALLERS).encode() : null;
}

const INTRA_OP_THREADS = 2;
const INTER_OP_THREADS = 5;
const CALLERS = -1;

/** About how many floating-point operations an operation takes, from its shapes. */
function work({ name, inputs, outputs }: Operation): number {
  const sizes = [...inputs.map(typeOf), ...outputs].map(elements);
  const moved = WORK_OF_AN_ELEMENT * Math.max(...(PART.test(name) ? outputs.map(elements) : sizes));
  // Of an m x k and a k x n matrix and their product the sizes multiply to the square of m k n.
  const multiplied = PRODUCT.test(name) ? 2 * Math.sqrt(sizes.reduce((product, size) => product * size, 1)) : 0;
  return Math.max(moved, multiplied);
}

function elements({ shape }: Output): number {
  return shape.reduce((product, size) => product * size, 1);
}
