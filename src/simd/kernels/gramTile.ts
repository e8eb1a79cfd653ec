import { f64x2, FunctionWriter, i32, whileLoop } from "../assembler";
import { TILE } from "../sizes";

/**
 * Adds a tile of a Gram matrix, `out[i][j] += sum over the rows of left[i] right[j]`, four entries high and two or four
 * wide. The sums stay in registers; each lane adds row after row, as a plain loop does, so that both give the same bits.
 *
 * Parameters, all i32: the addresses of left and right in the first row and past left in the last one, the bytes from
 * row to row, the address of the tile in the Gram matrix, and the bytes from row to row there.
 */
export function gramTile(name: string, pairs: 1 | 2): FunctionWriter {
  const writer = new FunctionWriter(name, 6);
  const [left, right, end, stride, out, outStride] = writer.parameters;
  const factor = writer.local("v128");
  const loaded = writer.list(pairs, "v128");
  const sums = Array.from({ length: TILE }, () => writer.list(pairs, "v128"));
  writer.emit(whileLoop(
    i32.lessThan(left.value, end.value),
    ...loaded.map((pair, k) => pair.set(f64x2.load(right.value, 16 * k))),
    ...sums.flatMap((row, i) => [
      factor.set(f64x2.loadSplat(left.value, 8 * i)),
      ...row.map((sum, k) => sum.set(f64x2.add(sum.value, f64x2.multiply(factor.value, loaded[k].value)))),
    ]),
    left.advance(stride.value),
    right.advance(stride.value),
  ));
  for (const row of sums) {
    row.forEach((sum, k) => {
      writer.emit(f64x2.store(out.value, f64x2.add(f64x2.load(out.value, 16 * k), sum.value), 16 * k));
    });
    writer.emit(out.advance(outStride.value));
  }
  return writer;
}
