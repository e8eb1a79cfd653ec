import { call, FunctionWriter, i32, whileLoop, type Code, type Local } from "../assembler";
import { GRAM_ROWS, LOSS_ROWS, READ_ROWS, REFLECTED_ROWS } from "../sizes";

/** What a block of rows knows: how many there are, and the address past the last one's side or target. */
interface Block {
  readonly rows: Code;
  readonly end: Code;
}

/** Runs the code for block after block of rows, whose sides or targets end at `end`; moves the addresses along. */
function forEachBlock(
  writer: FunctionWriter, size: number, features: Local, targets: Local, end: Local, rowBytes: Local,
  code: (block: Block) => Code[],
): Code {
  const [blockEnd, rows] = writer.list(2, "i32");
  return whileLoop(
    i32.lessThan(targets.value, end.value),
    blockEnd.set(i32.minimum(i32.add(targets.value, i32.constant(8 * size)), end.value)),
    rows.set(i32.shiftRight(i32.subtract(blockEnd.value, targets.value), 3)),
    ...code({ rows: rows.value, end: blockEnd.value }),
    features.advance(i32.multiply(rows.value, rowBytes.value)),
    targets.set(blockEnd.value),
  );
}

/**
 * `packRows` and `addProducts` for block after block. Parameters, all i32: the addresses of the features, of the targets
 * and past the last of these, of the shifts, 8 d, the address of the block, the bytes from row to row there, and the
 * address of the Gram matrix.
 */
export function addGram(packRows: number, addProducts: number): FunctionWriter {
  const writer = new FunctionWriter("addGram", 8);
  const [features, targets, end, shifts, rowBytes, block, stride, total] = writer.parameters;
  writer.emit(forEachBlock(writer, GRAM_ROWS, features, targets, end, rowBytes, (rows) => [
    call(packRows, features.value, targets.value, rows.end, shifts.value,
      i32.add(block.value, i32.constant(8)), rowBytes.value, stride.value),
    call(addProducts, block.value, i32.add(block.value, i32.multiply(rows.rows, stride.value)), stride.value, total.value),
  ]));
  return writer;
}

/**
 * `packColumns` and `reflect` for block after block. Parameters, all i32: the addresses of the features, of the targets
 * and past the last of these, of the shifts, 8 d, the address of the block, the address of the factor, and the bytes from
 * row to row there.
 */
export function addReflections(packColumns: number, reflect: number): FunctionWriter {
  const writer = new FunctionWriter("addReflections", 8);
  const [features, targets, end, shifts, rowBytes, block, factor, stride] = writer.parameters;
  const columnBytes = i32.constant(8 * REFLECTED_ROWS);
  const columns = i32.add(i32.shiftRight(rowBytes.value, 3), i32.constant(1));
  writer.emit(forEachBlock(writer, REFLECTED_ROWS, features, targets, end, rowBytes, (rows) => [
    call(packColumns, features.value, targets.value, rows.end, shifts.value, rowBytes.value, block.value, columnBytes),
    call(reflect, block.value, i32.add(block.value, i32.multiply(columns, columnBytes)), columnBytes,
      i32.multiply(rows.rows, i32.constant(8)), factor.value, stride.value),
  ]));
  return writer;
}

/** Places of the logistic functions in the module. */
interface Places {
  readonly decisions: number;
  readonly errorsAndLosses: number;
  readonly addGradient: number;
  readonly rootWeights: number;
  readonly weighRows: number;
  readonly addProducts: number;
}

/**
 * The Hessian of block after block. Parameters, all i32: the addresses of the features, of the sides and past the last
 * of these, of the model's parameters, 8 d, the address of a number for each row of a block, of the block, the bytes from
 * row to row there, and the address of the Gram matrix.
 */
export function addHessian({ decisions, rootWeights, weighRows, addProducts }: Places): FunctionWriter {
  const writer = new FunctionWriter("addHessian", 9);
  const [features, sides, end, model, rowBytes, numbers, block, stride, total] = writer.parameters;
  const numbersEnd = writer.local("i32");
  writer.emit(forEachBlock(writer, GRAM_ROWS, features, sides, end, rowBytes, ({ rows }) => [
    numbersEnd.set(i32.add(numbers.value, i32.multiply(rows, i32.constant(8)))),
    call(decisions, features.value, numbers.value, numbersEnd.value, model.value, rowBytes.value),
    call(rootWeights, numbers.value, numbersEnd.value),
    call(weighRows, features.value, numbers.value, numbersEnd.value, rowBytes.value, block.value, stride.value),
    call(addProducts, block.value, i32.add(block.value, i32.multiply(rows, stride.value)), stride.value, total.value),
  ]));
  return writer;
}

/**
 * Adds up loss and gradient of block after block, each with sums of its own. Parameters, all i32: the addresses of the
 * features, of the sides and past the last of these, of the model's parameters, 8 d, the address of a number for each row
 * that is read at a time, of the first block's sums (the losses' six, then the gradient's d + 1), and the bytes from block
 * to block there.
 */
export function blockLosses({ decisions, errorsAndLosses, addGradient }: Places): FunctionWriter {
  const writer = new FunctionWriter("blockLosses", 8);
  const [features, sides, end, model, rowBytes, numbers, sums, stride] = writer.parameters;
  const [summedEnd, numbersEnd] = writer.list(2, "i32");
  writer.emit(whileLoop(
    i32.lessThan(sides.value, end.value),
    summedEnd.set(i32.minimum(i32.add(sides.value, i32.constant(8 * LOSS_ROWS)), end.value)),
    forEachBlock(writer, READ_ROWS, features, sides, summedEnd, rowBytes, ({ rows }) => [
      numbersEnd.set(i32.add(numbers.value, i32.multiply(rows, i32.constant(8)))),
      call(decisions, features.value, numbers.value, numbersEnd.value, model.value, rowBytes.value),
      call(errorsAndLosses, numbers.value, numbersEnd.value, sides.value, sums.value),
      call(addGradient, features.value, numbers.value, numbersEnd.value, rowBytes.value, i32.add(sums.value, i32.constant(48))),
    ]),
    sums.advance(stride.value),
  ));
  return writer;
}
