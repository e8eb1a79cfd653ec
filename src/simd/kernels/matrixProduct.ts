import { f64x2, FunctionWriter, i32, whileLoop, type Code } from "../assembler";
import { TILE } from "../sizes";

/**
 * Adds the products of left and right panels to a matrix: `out[i][j] += sum over k of left[i][k] right[k][j]`, tile by
 * tile of four rows and four columns, whose sums stay in registers while both panels are read from end to end. Each lane
 * adds term after term to what is there, as a plain loop does, so that both give the same bits.
 *
 * Parameters, all i32: the addresses of the left panels and past the last of them, the same of the right ones, the bytes
 * of a panel, the address of the matrix, and the bytes from row to row there. A panel has four numbers for each k.
 */
export function addMatrixProduct(): FunctionWriter {
  const writer = new FunctionWriter("addMatrixProduct", 7);
  const [leftPanel, leftEnd, rightPanels, rightEnd, panelBytes, outRows, outStride] = writer.parameters;
  const [left, right, end, out, row] = writer.list(5, "i32");
  const factor = writer.local("v128");
  const loaded = writer.list(TILE / 2, "v128");
  const sums = Array.from({ length: TILE }, () => writer.list(TILE / 2, "v128"));
  const forEachRow = (code: (i: number) => Code[]): Code[] =>
    sums.flatMap((_, i) => [i === 0 ? row.set(out.value) : row.advance(outStride.value), ...code(i)]);
  writer.emit(whileLoop(
    i32.lessThan(leftPanel.value, leftEnd.value),
    right.set(rightPanels.value),
    out.set(outRows.value),
    end.set(i32.add(leftPanel.value, panelBytes.value)),
    whileLoop(
      i32.lessThan(right.value, rightEnd.value),
      ...forEachRow((i) => sums[i].map((sum, k) => sum.set(f64x2.load(row.value, 16 * k)))),
      left.set(leftPanel.value),
      whileLoop(
        i32.lessThan(left.value, end.value),
        ...loaded.map((pair, k) => pair.set(f64x2.load(right.value, 16 * k))),
        ...sums.flatMap((pairs, i) => [
          factor.set(f64x2.loadSplat(left.value, 8 * i)),
          ...pairs.map((sum, k) => sum.set(f64x2.add(sum.value, f64x2.multiply(factor.value, loaded[k].value)))),
        ]),
        left.advance(8 * TILE),
        right.advance(8 * TILE),
      ),
      ...forEachRow((i) => sums[i].map((sum, k) => f64x2.store(row.value, sum.value, 16 * k))),
      out.advance(8 * TILE),
    ),
    leftPanel.set(end.value),
    outRows.advance(i32.multiply(i32.constant(TILE), outStride.value)),
  ));
  return writer;
}
