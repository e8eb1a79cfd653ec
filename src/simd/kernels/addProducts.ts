import { call, FunctionWriter, i32, when, whileLoop } from "../assembler";
import { TILE } from "../sizes";

/**
 * Adds the products of all columns of a block of rows to a Gram matrix, tile by tile; of the tiles below the diagonal
 * none is needed.
 *
 * Parameters, all i32: the address of the block, of the row after its last one, the bytes from row to row (the same in
 * the Gram matrix), and the address of the Gram matrix.
 * @param wide the place of `gramTile(…, 2)` in the module
 * @param narrow the place of `gramTile(…, 1)`
 */
export function addProducts(wide: number, narrow: number): FunctionWriter {
  const writer = new FunctionWriter("addProducts", 4);
  const [block, end, stride, total] = writer.parameters;
  const [i, j] = writer.list(2, "i32");
  const tile = (place: number) => call(
    place,
    i32.add(block.value, i.value),
    i32.add(block.value, j.value),
    i32.add(end.value, i.value),
    stride.value,
    i32.add(total.value, j.value),
    stride.value,
  );
  writer.emit(
    i.set(i32.constant(0)),
    whileLoop(
      i32.lessThan(i.value, stride.value),
      j.set(i.value),
      whileLoop(
        i32.lessThan(j.value, stride.value),
        when(i32.lessThan(i32.add(j.value, i32.constant(16)), stride.value), [tile(wide)], [tile(narrow)]),
        j.advance(8 * TILE),
      ),
      i.advance(8 * TILE),
      total.advance(i32.multiply(i32.constant(TILE), stride.value)),
    ),
  );
  return writer;
}
