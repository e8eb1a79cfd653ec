import { f64, f64x2, FunctionWriter, i32, when, whileLoop } from "../assembler";

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
  const [position, pairsEnd] = writer.list(2, "i32");
  const at = (base: typeof out) => i32.add(base.value, position.value);
  writer.emit(
    pairsEnd.set(i32.and(rowBytes.value, i32.constant(-16))),
    whileLoop(
      i32.lessThan(targets.value, end.value),
      position.set(i32.constant(0)),
      whileLoop(
        i32.lessThan(position.value, pairsEnd.value),
        f64x2.store(at(out), f64x2.subtract(f64x2.load(at(features)), f64x2.load(at(shifts)))),
        position.advance(16),
      ),
      when(
        i32.lessThan(position.value, rowBytes.value),
        f64.store(at(out), f64.subtract(f64.load(at(features)), f64.load(at(shifts)))),
        position.advance(8),
      ),
      f64.store(at(out), f64.subtract(f64.load(targets.value), f64.load(at(shifts)))),
      features.advance(rowBytes.value),
      targets.advance(8),
      out.advance(outStride.value),
    ),
  );
  return writer;
}
