import {
  f64, FunctionWriter, i32, i8x16, leave, when, whileLoop, type Code, type Local,
} from "../../assembler";
import { decimalReader } from "./digits";
import { DONE, FIELD, NUMBER, TEXT } from "./memory";
import { nearestFloatWriter } from "./nearestFloat";
import { wordReader } from "./words";

const [LINE_FEED, CARRIAGE_RETURN, QUOTE, PLUS, MINUS, ZERO, SMALL_E] = Array.from("\n\r\"+-0e", (mark) => mark.charCodeAt(0));
const LOWER_CASE = 0x20;
/** So many digits always fit into 64 bits. */
const MOST_DIGITS = 19;
const MOST_EXPONENT_DIGITS = 3;

/**
 * Reads records of a CSV file until the rows are full, the bytes end, or a record is not plain: such a one it leaves as
 * if it had not been looked at. Plain are all fields that fit their columns and that nothing more than this is needed
 * for: numbers (no plus sign, no space behind), empty fields in their place, texts, bare or in quotes.
 *
 * Parameters, all i32: the address of the first record and where the last one ends; the fields' address and where they
 * end; the address of the first row's values and where they end; where to say what is done; the bytes of the separator,
 * of the decimal mark and of the space that may stand before a number, of which the last two may be 256, which is none;
 * the slotBits of the words.
 */
export function readRows(): FunctionWriter {
  const writer = new FunctionWriter("readRows", 11);
  const [position, end, fields, fieldsEnd, row, rowsEnd, done, separator, decimal, space, slotBits] = writer.parameters;
  const [at, field, start, length, digits, power, byte, mark] = writer.list(8, "i32");
  const value = writer.local("i64");
  const float = writer.local("f64");
  const [separators, marks] = writer.list(2, "v128");
  const words = writer.local("i32");
  const readDecimal = decimalReader(writer, decimal);
  const nearestFloat = nearestFloatWriter(writer);
  const readWord = wordReader(writer, { start, length, words, slotBits });

  const isByte = (address: Code, expected: number): Code => i32.equal(i32.loadByte(address), i32.constant(expected));
  const here = i32.loadByte(at.value);
  const result = i32.add(i32.load(field.value, FIELD.values), row.value);
  const leaveIf = (...conditions: Code[]): Code => when(conditions.reduce(i32.and), [leave]);
  const hasOneField = i32.equal(fieldsEnd.value, i32.add(fields.value, i32.constant(FIELD.bytes)));

  const number: Code[] = [
    start.set(at.value),
    whileLoop(i32.equal(here, space.value), at.advance(1)),
    mark.set(isByte(at.value, MINUS)),
    // A condition, which the processor guesses, instead of an address that it would wait for.
    when(mark.value, [at.advance(1)]),
    length.set(at.value),
    readDecimal({ at, value, digits, power }),
    when(i32.isZero(digits.value), [
      // Nothing, unless it is a line with nothing at all.
      leaveIf(i32.differs(at.value, start.value)),
      leaveIf(hasOneField),
      float.set(f64.constant(NaN)),
    ], [
      when(i32.lessThan(i32.constant(MOST_DIGITS), digits.value), withoutLeadingZeros(length, digits, decimal)),
      when(i32.equal(i32.or(here, i32.constant(LOWER_CASE)), i32.constant(SMALL_E)), exponent(at, power, [start, byte, digits])),
      nearestFloat(value, power, float),
      float.set(f64.select(f64.negate(float.value), float.value, mark.value)),
    ]),
    f64.store(result, float.value),
  ];

  const ends = (place: Code): Code => i8x16.bitmask(
    i8x16.or(i8x16.equal(i8x16.load(place), marks.value), i8x16.or(
      i8x16.equal(i8x16.load(place), i8x16.constant(LINE_FEED)),
      i8x16.equal(i8x16.load(place), i8x16.constant(CARRIAGE_RETURN)),
    )),
  );
  const text: Code[] = [
    mark.set(isByte(at.value, QUOTE)),
    marks.set(separators.value),
    when(mark.value, [at.advance(1), marks.set(i8x16.constant(QUOTE))]),
    start.set(at.value),
    byte.set(ends(at.value)),
    whileLoop(i32.isZero(byte.value), at.advance(16), byte.set(ends(at.value))),
    at.advance(i32.trailingZeros(byte.value)),
    length.set(i32.subtract(at.value, start.value)),
    when(mark.value, [
      leaveIf(i32.differs(here, i32.constant(QUOTE))),
      at.advance(1),
    ], [
      when(i32.isZero(length.value), [leaveIf(hasOneField)]),
    ]),
    when(i32.equal(i32.load(field.value, FIELD.kind), i32.constant(TEXT)), [
      words.set(i32.load(field.value, FIELD.words)),
      readWord(byte),
      i32.store(result, start.value),
      i32.store(result, byte.value, 4),
    ]),
  ];

  writer.emit(separators.set(i8x16.splat(separator.value)), whileLoop(
    i32.and(i32.lessThan(row.value, rowsEnd.value), i32.lessThan(position.value, end.value)),
    at.set(position.value),
    field.set(fields.value),
    whileLoop(
      i32.lessThan(field.value, fieldsEnd.value),
      when(i32.equal(i32.load(field.value, FIELD.kind), i32.constant(NUMBER)), number, text),
      field.advance(FIELD.bytes),
      byte.set(here),
      at.advance(1),
      when(i32.lessThan(field.value, fieldsEnd.value), [leaveIf(i32.differs(byte.value, separator.value))]),
    ),
    when(i32.equal(byte.value, i32.constant(CARRIAGE_RETURN)), [byte.set(here), at.advance(1)]),
    leaveIf(i32.differs(byte.value, i32.constant(LINE_FEED))),
    position.set(at.value),
    row.advance(8),
    i32.store(done.value, position.value, DONE.position),
    i32.store(done.value, row.value, DONE.row),
  ));
  return writer;
}

/** Takes the zeros with which a number begins at `first` from its digits; leaves the function when too many remain. */
function withoutLeadingZeros(first: Local, digits: Local, decimal: Local): Code[] {
  const byte = i32.loadByte(first.value);
  const isZero = i32.equal(byte, i32.constant(ZERO));
  return [
    whileLoop(
      i32.or(isZero, i32.equal(byte, decimal.value)),
      digits.set(i32.subtract(digits.value, isZero)),
      first.advance(1),
    ),
    when(i32.lessThan(i32.constant(MOST_DIGITS), digits.value), [leave]),
  ];
}

/** Adds the exponent whose "e" is at `at` to the power; leaves the function when it is none, or a large one. */
function exponent(at: Local, power: Local, [first, sign, value]: readonly Local[]): Code[] {
  const digit = i32.subtract(i32.loadByte(at.value), i32.constant(ZERO));
  const isMinus = i32.equal(sign.value, i32.constant(MINUS));
  return [
    at.advance(1),
    sign.set(i32.loadByte(at.value)),
    at.advance(i32.or(isMinus, i32.equal(sign.value, i32.constant(PLUS)))),
    first.set(at.value),
    value.set(i32.constant(0)),
    whileLoop(
      i32.lessThan(digit, i32.constant(10)),
      value.set(i32.add(i32.multiply(value.value, i32.constant(10)), digit)),
      at.advance(1),
    ),
    when(i32.lessThan(i32.constant(MOST_EXPONENT_DIGITS - 1), i32.subtract(i32.subtract(at.value, first.value), i32.constant(1))), [leave]),
    power.set(i32.add(power.value, i32.select(i32.subtract(i32.constant(0), value.value), value.value, isMinus))),
  ];
}
