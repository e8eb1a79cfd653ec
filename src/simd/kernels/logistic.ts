import { f64x2, FunctionWriter, i32, Local, whileLoop, type Code } from "../assembler";
import { forEachPair, type Pair } from "./columns";
import { exponential } from "./exponential";

/** Rows taken at a time. */
export const ROWS_AT_ONCE = 4;

const { add, subtract, multiply, divide, constant } = f64x2;

/** Four rows of the data in hand. */
interface FourRows {
  /** Their addresses. */
  readonly rows: readonly Local[];
  /** Of two rows each: 1 for label 0, -1 for label 1. */
  readonly sides: readonly Local[];
  /** Of two rows each: w = side z, which is above 0 when the row is on the wrong side; and e = exp(-|w|). */
  readonly wrongs: readonly Local[];
  readonly exponentials: readonly Local[];
  forEachPair(code: (pair: Pair) => Code[]): Code;
}

/**
 * A function that goes through the rows, four at a time. Its first parameters, all i32: the addresses of the features,
 * of the labels and past the last of these, of the model's parameters (intercept first), and 8 d.
 */
function overRows(name: string, more: number, body: (writer: FunctionWriter, four: FourRows) => Code[]): FunctionWriter {
  const writer = new FunctionWriter(name, 5 + more);
  const [features, labels, end, model, rowBytes] = writer.parameters;
  const position = writer.local("i32");
  const rows = writer.list(ROWS_AT_ONCE, "i32");
  const coefficients = writer.local("v128");
  const sums = writer.list(ROWS_AT_ONCE, "v128");
  const [sides, wrongs, exponentials] = [writer.list(2, "v128"), writer.list(2, "v128"), writer.list(2, "v128")];
  const exp = exponential(writer);
  const next = (row: Local): Code => i32.add(row.value, rowBytes.value);
  const four = {
    rows, sides, wrongs, exponentials,
    forEachPair: (code: (pair: Pair) => Code[]) => forEachPair(position, rowBytes, code),
  };
  const decisions = [0, 1].map((k) => {
    const [a, b] = [sums[2 * k].value, sums[2 * k + 1].value];
    return add(add(f64x2.lanes(a, b, 0), f64x2.lanes(a, b, 1)), f64x2.loadSplat(model.value));
  });
  writer.emit(whileLoop(
    i32.lessThan(labels.value, end.value),
    ...rows.map((row, k) => row.set(k === 0 ? features.value : next(rows[k - 1]))),
    ...sums.map((sum) => sum.set(constant(0))),
    four.forEachPair((pair) => [
      coefficients.set(pair.load(model, 8)),
      ...sums.map((sum, k) => sum.set(add(sum.value, multiply(pair.load(rows[k]), coefficients.value)))),
    ]),
    ...decisions.flatMap((z, k) => [
      sides[k].set(subtract(constant(1), multiply(constant(2), f64x2.load(labels.value, 16 * k)))),
      wrongs[k].set(multiply(sides[k].value, z)),
      exponentials[k].set(exp(f64x2.negate(f64x2.absolute(wrongs[k].value)))),
    ]),
    ...body(writer, four),
    features.set(next(rows[ROWS_AT_ONCE - 1])),
    labels.advance(8 * ROWS_AT_ONCE),
  ));
  return writer;
}

/**
 * The logistic loss and its gradient in one pass: the loss of a row is max(w, 0) + log(1 + e), its error p - y is
 * side (w > 0 ? 1 : e) / (1 + e). The logarithms of many rows are taken together, later: q becomes the product of all
 * (1 + e) less 1, kept as q + (e + q e), which loses no digits while it is small; no block of rows may be so long that it
 * overflows.
 *
 * Two more parameters: the addresses of the gradient's sums (the intercept's first) and of six numbers: max(w, 0) in two
 * lanes, then q in two times two. It adds to all of them.
 */
export function lossAndGradient(): FunctionWriter {
  return overRows("lossAndGradient", 2, (writer, { rows, sides, wrongs, exponentials, forEachPair: forEach }) => {
    const [gradient, losses] = writer.parameters.slice(5);
    const [positive, error, sum] = writer.list(3, "v128");
    const q = writer.list(2, "v128");
    const errors = writer.list(2, "v128");
    const spread = writer.list(ROWS_AT_ONCE, "v128");
    const zero = constant(0);
    return [
      ...[0, 1].flatMap((k) => {
        const [w, e] = [wrongs[k].value, exponentials[k].value];
        const oneOrE = f64x2.select(constant(1), e, f64x2.greaterThan(w, zero));
        return [
          positive.set(add(f64x2.load(losses.value), f64x2.maximum(w, zero))),
          f64x2.store(losses.value, positive.value),
          q[k].set(f64x2.load(losses.value, 16 + 16 * k)),
          f64x2.store(losses.value, add(q[k].value, add(e, multiply(q[k].value, e))), 16 + 16 * k),
          errors[k].set(divide(multiply(sides[k].value, oneOrE), add(constant(1), e))),
        ];
      }),
      error.set(add(errors[0].value, errors[1].value)),
      sum.set(add(f64x2.loadFirst(gradient.value), add(error.value, f64x2.lanes(error.value, error.value, 1)))),
      f64x2.storeFirst(gradient.value, sum.value),
      ...spread.map((row, k) => row.set(f64x2.broadcast(errors[k >> 1].value, (k % 2) as 0 | 1))),
      forEach((pair) => {
        const products = rows.map((row, k) => multiply(pair.load(row), spread[k].value));
        const [a, b, c, d] = products;
        return [pair.store(gradient, add(pair.load(gradient, 8), add(add(a, b), add(c, d))), 8)];
      }),
    ];
  });
}

/**
 * The rows (1, features), each times the root of its weight p (1 - p) = e / (1 + e)^2, so that the Gram matrix of what
 * comes out is the Hessian's.
 *
 * Two more parameters: the address of the first row to write, and the bytes from row to row there.
 */
export function weighRows(): FunctionWriter {
  return overRows("weighRows", 2, (writer, { rows, exponentials, forEachPair: forEach }) => {
    const [out, outStride] = writer.parameters.slice(5);
    const [row, onePlus] = writer.list(2, "v128");
    const target = writer.local("i32");
    return [0, 1].flatMap((k) => {
      const e = exponentials[k].value;
      return [
        onePlus.set(add(constant(1), e)),
        onePlus.set(divide(f64x2.squareRoot(e), onePlus.value)),
        ...[0, 1].flatMap((lane) => [
          row.set(f64x2.broadcast(onePlus.value, lane as 0 | 1)),
          target.set(out.value),
          f64x2.storeFirst(target.value, row.value),
          forEach((pair) => [pair.store(target, multiply(pair.load(rows[2 * k + lane]), row.value), 8)]),
          out.advance(outStride.value),
        ]),
      ];
    });
  });
}
