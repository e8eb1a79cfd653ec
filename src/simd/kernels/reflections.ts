import { f64, f64x2, FunctionWriter, i32, when, whileLoop, type Code, type Local } from "../assembler";
import { EIGHT } from "../sizes";

const PAIRS = [0, 1, 2, 3];

/**
 * Copies rows of d features and a target, minus their shifts, into columns of their own, the target's last.
 *
 * Parameters, all i32: the addresses of the features, of the targets and past the last of these, of the d + 1 shifts,
 * 8 d, the address of the first column, and the bytes from column to column.
 */
export function packColumns(): FunctionWriter {
  const writer = new FunctionWriter("packColumns", 7);
  const [features, targets, end, shifts, rowBytes, block, columnBytes] = writer.parameters;
  const [position, out] = writer.list(2, "i32");
  const shift = f64.load(i32.add(shifts.value, position.value));
  writer.emit(whileLoop(
    i32.lessThan(targets.value, end.value),
    out.set(block.value),
    position.set(i32.constant(0)),
    whileLoop(
      i32.lessThan(position.value, rowBytes.value),
      f64.store(out.value, f64.subtract(f64.load(i32.add(features.value, position.value)), shift)),
      position.advance(8),
      out.advance(columnBytes.value),
    ),
    f64.store(out.value, f64.subtract(f64.load(targets.value), shift)),
    features.advance(rowBytes.value),
    targets.advance(8),
    block.advance(8),
  ));
  return writer;
}

/**
 * Reflects a block's rows into a triangular factor, column by column, until the block is zero (Householder 1958): what
 * `triangularise` does in TypeScript.
 *
 * Parameters, all i32: the addresses of the block's first column and past its last one, the bytes from column to column,
 * 8 times the rows (a multiple of eight), the address of the factor, and the bytes from row to row there.
 */
export function reflect(): FunctionWriter {
  const writer = new FunctionWriter("reflect", 6);
  const [pivot, end, columnBytes, rowBytes, factor, stride] = writer.parameters;
  const [other, position, above] = writer.list(3, "i32");
  const [square, diagonal, length, head, scale, share] = writer.list(6, "f64");
  const shares = writer.local("v128");
  const sums = writer.list(PAIRS.length, "v128");
  const at = (column: Local): Code => i32.add(column.value, position.value);

  const overRows = (...code: Code[]): Code => [
    ...position.set(i32.constant(0)),
    ...whileLoop(i32.lessThan(position.value, rowBytes.value), ...code, position.advance(8 * EIGHT)),
  ];
  /** The inner product of the pivot and another column. */
  const product = (column: Local, result: Local): Code[] => [
    ...sums.map((sum) => sum.set(f64x2.constant(0))),
    overRows(...PAIRS.map((k) => sums[k].set(f64x2.add(
      sums[k].value,
      f64x2.multiply(f64x2.load(at(pivot), 16 * k), f64x2.load(at(column), 16 * k)),
    )))),
    shares.set(f64x2.add(f64x2.add(sums[0].value, sums[1].value), f64x2.add(sums[2].value, sums[3].value))),
    result.set(f64.add(f64x2.lane(shares.value, 0), f64x2.lane(shares.value, 1))),
  ];

  writer.emit(whileLoop(
    i32.lessThan(pivot.value, end.value),
    ...product(pivot, square),
    when(f64.differs(square.value, f64.constant(0)), [
      diagonal.set(f64.load(factor.value)),
      length.set(f64.squareRoot(f64.add(f64.multiply(diagonal.value, diagonal.value), square.value))),
      length.set(f64.select(f64.negate(length.value), length.value, f64.greaterThan(diagonal.value, f64.constant(0)))),
      head.set(f64.subtract(diagonal.value, length.value)),
      scale.set(f64.divide(f64.constant(2), f64.add(f64.multiply(head.value, head.value), square.value))),
      f64.store(factor.value, length.value),
      other.set(i32.add(pivot.value, columnBytes.value)),
      above.set(i32.add(factor.value, i32.constant(8))),
      whileLoop(
        i32.lessThan(other.value, end.value),
        ...product(other, share),
        share.set(f64.multiply(scale.value, f64.add(f64.multiply(head.value, f64.load(above.value)), share.value))),
        f64.store(above.value, f64.subtract(f64.load(above.value), f64.multiply(share.value, head.value))),
        shares.set(f64x2.splat(share.value)),
        overRows(...PAIRS.map((k) => f64x2.store(
          at(other),
          f64x2.subtract(f64x2.load(at(other), 16 * k), f64x2.multiply(shares.value, f64x2.load(at(pivot), 16 * k))),
          16 * k,
        ))),
        other.advance(columnBytes.value),
        above.advance(8),
      ),
    ]),
    pivot.advance(columnBytes.value),
    factor.advance(i32.add(stride.value, i32.constant(8))),
  ));
  return writer;
}
