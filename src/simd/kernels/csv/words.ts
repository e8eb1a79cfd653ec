import { FunctionWriter, i32, i64, when, whileLoop, type Code, type Local } from "../../assembler";
import { ADDED, LONGEST_WORD, WORD, WORD_MASKS } from "./memory";

/** Odd numbers of random bits: what multiplies with them has its differences in the highest bits. */
const MIXERS = [0x9e3779b97f4a7c15n, 0xc2b2ae3d27d4eb4fn] as const;

/** A text in the memory, and the table of words in which it is looked up: 2^slotBits slots, some of them empty. */
interface Search {
  readonly start: Local;
  readonly length: Local;
  readonly words: Local;
  readonly slotBits: Local;
}

/**
 * Gives code that looks for a text of at most `LONGEST_WORD` bytes; `found` is the code for the slot where it stands,
 * `missing` for the empty one where it would.
 */
function wordSearch(writer: FunctionWriter, { start, length, words, slotBits }: Search) {
  const [low, high] = writer.list(2, "i64");
  const [slot, stored, mask] = writer.list(3, "i32");
  const hash = i64.multiply(
    i64.exclusiveOr(i64.multiply(low.value, i64.constant(MIXERS[0])), high.value), i64.constant(MIXERS[1]),
  );
  const highestBits = i32.fromInt64(i64.shiftRight(hash, i64.fromInt32(i32.subtract(i32.constant(64), slotBits.value))));
  const slotAt = (place: Code): Code => i32.add(words.value, i32.shiftLeft(place, i32.constant(WORD.shift)));
  const isSame = i32.and(
    i32.equal(stored.value, i32.add(length.value, i32.constant(1))),
    i32.and(
      i64.equal(i64.load(slot.value, WORD.low), low.value),
      i64.equal(i64.load(slot.value, WORD.high), high.value),
    ),
  );
  const next = slotAt(i32.and(
    i32.add(i32.shiftRight(i32.subtract(slot.value, words.value), WORD.shift), i32.constant(1)),
    i32.subtract(i32.shiftLeft(i32.constant(1), slotBits.value), i32.constant(1)),
  ));
  const code = (found: readonly Code[], missing: readonly Code[]): Code => [
    ...mask.set(i32.shiftLeft(length.value, i32.constant(4))),
    ...low.set(i64.and(i64.load(start.value), i64.load(mask.value, WORD_MASKS))),
    ...high.set(i64.and(i64.load(start.value, 8), i64.load(mask.value, WORD_MASKS + 8))),
    ...slot.set(slotAt(highestBits)),
    ...stored.set(i32.load(slot.value, WORD.length)),
    ...missing.flat(),
    ...whileLoop(
      stored.value,
      when(isSame, [...found, stored.set(i32.constant(0))], [
        slot.set(next),
        stored.set(i32.load(slot.value, WORD.length)),
        ...missing,
      ]),
    ),
  ];
  return { low, high, slot, stored, code };
}

/** Gives code for the number of a text among the known words; where it is not known, for -1 minus its length. */
export function wordReader(writer: FunctionWriter, search: Search): (number: Local) => Code {
  const { slot, code } = wordSearch(writer, search);
  return (number) => [
    ...number.set(i32.subtract(i32.constant(-1), search.length.value)),
    ...when(i32.lessThan(search.length.value, i32.constant(LONGEST_WORD + 1)), [
      code([number.set(i32.load(slot.value, WORD.number))], []),
    ]),
  ];
}

/**
 * Adds a text of at most `LONGEST_WORD` bytes to the known words and notes in `ADDED` whether it was new.
 *
 * Parameters, all i32: the text's address and length, its number, the address of the words, and slotBits.
 */
export function addWord(): FunctionWriter {
  const writer = new FunctionWriter("addWord", 5);
  const [start, length, number, words, slotBits] = writer.parameters;
  const { low, high, slot, stored, code } = wordSearch(writer, { start, length, words, slotBits });
  writer.emit(
    i32.store(i32.constant(0), i32.constant(0), ADDED),
    code([], [when(i32.isZero(stored.value), [
      i64.store(slot.value, low.value, WORD.low),
      i64.store(slot.value, high.value, WORD.high),
      i32.store(slot.value, i32.add(length.value, i32.constant(1)), WORD.length),
      i32.store(slot.value, number.value, WORD.number),
      i32.store(i32.constant(0), i32.constant(1), ADDED),
    ])]),
  );
  return writer;
}
