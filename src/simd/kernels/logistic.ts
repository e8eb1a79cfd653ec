import { f64x2, FunctionWriter, i32, whileLoop, type Code, type Local } from "../assembler";
import { FOUR } from "../sizes";
import { forEachPair } from "./columns";
import { constant } from "./constants";
import { exponential } from "./exponential";

const { add, multiply, divide } = f64x2;
const ZERO = f64x2.constant(0);
const BOTH = [0, 1] as const;

/*
 * The steps of a logistic regression, each for a block of rows and with one number a row in between. They are functions
 * of their own because rows then do not wait for each other: the processor works on the next ones while one is not
 * finished. All parameters are i32; n stands for the address past the last row's number.
 */

/** The addresses of four rows, one after the other. */
function setRows(rows: readonly Local[], features: Local, rowBytes: Local): Code[] {
  return rows.map((row, k) => row.set(k === 0 ? features.value : i32.add(rows[k - 1].value, rowBytes.value)));
}

/**
 * z = intercept + coefficients . x. Parameters: the addresses of the features, of the numbers to write, n, of the
 * model's parameters (intercept first), and 8 d.
 */
export function decisions(): FunctionWriter {
  const writer = new FunctionWriter("decisions", 5);
  const [features, numbers, end, model, rowBytes] = writer.parameters;
  const position = writer.local("i32");
  const rows = writer.list(FOUR, "i32");
  const coefficients = writer.local("v128");
  const sums = writer.list(FOUR, "v128");
  writer.emit(whileLoop(
    i32.lessThan(numbers.value, end.value),
    ...setRows(rows, features, rowBytes),
    ...sums.map((sum) => sum.set(ZERO)),
    forEachPair(position, rowBytes, (pair) => [
      coefficients.set(pair.load(model, 8)),
      ...sums.map((sum, k) => sum.set(add(sum.value, multiply(pair.load(rows[k]), coefficients.value)))),
    ]),
    ...BOTH.map((k) => {
      const [a, b] = [sums[2 * k].value, sums[2 * k + 1].value];
      const z = add(add(f64x2.lanes(a, b, 0), f64x2.lanes(a, b, 1)), f64x2.loadSplat(model.value));
      return f64x2.store(numbers.value, z, 16 * k);
    }),
    features.set(i32.add(rows[FOUR - 1].value, rowBytes.value)),
    numbers.advance(8 * FOUR),
  ));
  return writer;
}

/**
 * Replaces z by the error p - y, and adds the losses to sums. With side 1 for label 0 and -1 for label 1, w = side z, which
 * is above 0 on the wrong side, and e = exp(-|w|), the error is side (w > 0 ? 1 : e) / (1 + e) and the loss is
 * max(w, 0) + log(1 + e).
 * The logarithms are taken together, later: q becomes the product of all (1 + e) less 1, kept as q + (e + q e), which
 * loses no digits while it is small.
 *
 * Parameters: the addresses of the numbers, n, of the sides, and of the six sums, of max(w, 0) in two lanes, and q in two
 * times two.
 */
export function errorsAndLosses(): FunctionWriter {
  const writer = new FunctionWriter("errorsAndLosses", 4);
  const [numbers, end, sides, losses] = writer.parameters;
  const [side, w, e, positive] = writer.list(4, "v128");
  const q = writer.list(2, "v128");
  const exp = exponential(writer);
  writer.emit(
    ...[positive, ...q].map((sum, k) => sum.set(f64x2.load(losses.value, 16 * k))),
    whileLoop(
      i32.lessThan(numbers.value, end.value),
      ...BOTH.flatMap((k) => {
        const oneOrE = f64x2.larger(f64x2.and(f64x2.greaterThan(w.value, ZERO), constant(1)), e.value);
        return [
          side.set(f64x2.load(sides.value, 16 * k)),
          w.set(multiply(side.value, f64x2.load(numbers.value, 16 * k))),
          e.set(exp(w.value)),
          positive.set(add(positive.value, f64x2.larger(w.value, ZERO))),
          q[k].set(add(q[k].value, add(e.value, multiply(q[k].value, e.value)))),
          f64x2.store(numbers.value, divide(multiply(side.value, oneOrE), add(constant(1), e.value)), 16 * k),
        ];
      }),
      numbers.advance(8 * FOUR),
      sides.advance(8 * FOUR),
    ),
    ...[positive, ...q].map((sum, k) => f64x2.store(losses.value, sum.value, 16 * k)),
  );
  return writer;
}

/**
 * Adds error times (1, x) to the gradient. Parameters: the addresses of the features, of the numbers, n, 8 d, and of the
 * gradient's sums (the intercept's first).
 */
export function addGradient(): FunctionWriter {
  const writer = new FunctionWriter("addGradient", 5);
  const [features, numbers, end, rowBytes, gradient] = writer.parameters;
  const position = writer.local("i32");
  const rows = writer.list(FOUR, "i32");
  const errors = writer.list(FOUR, "v128");
  const total = writer.local("v128");
  writer.emit(
    total.set(f64x2.loadFirst(gradient.value)),
    whileLoop(
      i32.lessThan(numbers.value, end.value),
      ...setRows(rows, features, rowBytes),
      ...errors.map((error, k) => error.set(f64x2.loadSplat(numbers.value, 8 * k))),
      total.set(add(total.value, add(f64x2.load(numbers.value), f64x2.load(numbers.value, 16)))),
      forEachPair(position, rowBytes, (pair) => {
        const [a, b, c, d] = rows.map((row, k) => multiply(pair.load(row), errors[k].value));
        return [pair.store(gradient, add(pair.load(gradient, 8), add(add(a, b), add(c, d))), 8)];
      }),
      features.set(i32.add(rows[FOUR - 1].value, rowBytes.value)),
      numbers.advance(8 * FOUR),
    ),
    f64x2.storeFirst(gradient.value, add(total.value, f64x2.broadcast(total.value, 1))),
  );
  return writer;
}

/**
 * Replaces z by the root of the weight p (1 - p) = e / (1 + e)^2 with e = exp(-|z|). Parameters: the addresses of the
 * numbers, and n.
 */
export function rootWeights(): FunctionWriter {
  const writer = new FunctionWriter("rootWeights", 2);
  const [numbers, end] = writer.parameters;
  const e = writer.local("v128");
  const exp = exponential(writer);
  writer.emit(whileLoop(
    i32.lessThan(numbers.value, end.value),
    e.set(exp(f64x2.load(numbers.value))),
    f64x2.store(numbers.value, divide(f64x2.squareRoot(e.value), add(constant(1), e.value))),
    numbers.advance(16),
  ));
  return writer;
}

/**
 * Writes the rows (1, x), each times its number. Parameters: the addresses of the features, of the numbers, n, 8 d, the
 * address of the first row to write, and the bytes from row to row there.
 */
export function weighRows(): FunctionWriter {
  const writer = new FunctionWriter("weighRows", 6);
  const [features, numbers, end, rowBytes, out, stride] = writer.parameters;
  const position = writer.local("i32");
  const weight = writer.local("v128");
  writer.emit(whileLoop(
    i32.lessThan(numbers.value, end.value),
    weight.set(f64x2.loadSplat(numbers.value)),
    f64x2.storeFirst(out.value, weight.value),
    forEachPair(position, rowBytes, (pair) => [pair.store(out, multiply(pair.load(features), weight.value), 8)]),
    features.advance(rowBytes.value),
    numbers.advance(8),
    out.advance(stride.value),
  ));
  return writer;
}
