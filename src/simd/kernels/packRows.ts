import { f64, f64x2, FunctionWriter, i32, whileLoop } from "../assembler";
import { forEachPair } from "./columns";

/**
 * Copies rows of d features and a target, minus their shifts, into the columns that `gramTile` multiplies: the features
 * one after the other, the target behind them.
 *
 * Parameters, all i32: the addresses of the features, of the targets and past the last of these, of the d + 1 shifts,
 * of the first row's first feature in the columns, 8 d, and the bytes from row to row there.
 */
export function packRows(): FunctionWriter {
  const writer = new FunctionWriter("packRows", 7);
  const [features, targets, end, shifts, out, rowBytes, outStride] = writer.parameters;
  const position = writer.local("i32");
  writer.emit(whileLoop(
    i32.lessThan(targets.value, end.value),
    forEachPair(position, rowBytes, (pair) =>
      [pair.store(out, f64x2.subtract(pair.load(features), pair.load(shifts)))]),
    f64.store(
      i32.add(out.value, rowBytes.value),
      f64.subtract(f64.load(targets.value), f64.load(i32.add(shifts.value, rowBytes.value))),
    ),
    features.advance(rowBytes.value),
    targets.advance(8),
    out.advance(outStride.value),
  ));
  return writer;
}
