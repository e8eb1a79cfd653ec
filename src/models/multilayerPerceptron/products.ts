import type { Matrix } from "../../arrays";

/** `outputs = inputs W' + b`, a row a sample: z of every unit for every sample. */
export function affine(inputs: Matrix, weights: Matrix, biases: Float64Array, outputs: Matrix): void {
  const { rows, columns, values: x } = inputs;
  const { rows: units, values: w } = weights;
  for (let i = 0; i < rows; i++) {
    const first = i * columns;
    let j = 0;
    // Four units at once: four sums that need not wait for each other.
    for (; j + 4 <= units; j += 4) {
      const [w0, w1, w2, w3] = [j * columns, (j + 1) * columns, (j + 2) * columns, (j + 3) * columns];
      let [z0, z1, z2, z3] = [biases[j], biases[j + 1], biases[j + 2], biases[j + 3]];
      for (let k = 0; k < columns; k++) {
        const input = x[first + k];
        z0 += w[w0 + k] * input;
        z1 += w[w1 + k] * input;
        z2 += w[w2 + k] * input;
        z3 += w[w3 + k] * input;
      }
      const place = i * units + j;
      outputs.values[place] = z0;
      outputs.values[place + 1] = z1;
      outputs.values[place + 2] = z2;
      outputs.values[place + 3] = z3;
    }
    for (; j < units; j++) {
      let z = biases[j];
      for (let k = 0; k < columns; k++) z += w[j * columns + k] * x[first + k];
      outputs.values[i * units + j] = z;
    }
  }
}

/** `back = deltas W`: how much every sample's loss depends on the layer's inputs. */
export function timesWeights(deltas: Matrix, weights: Matrix, back: Matrix): void {
  const { rows, columns: units, values: d } = deltas;
  const { columns, values: w } = weights;
  back.values.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < units; j += 4) {
      addFour(d, i * units + j, 1, w, j * columns, back.values, i * columns, columns, units - j);
    }
  }
}

/** `gradient = deltas' inputs`: the sum over the samples of the outer products of delta and input. */
export function outerProducts(deltas: Matrix, inputs: Matrix, gradient: Matrix): void {
  const { rows, columns: units, values: d } = deltas;
  const { columns, values: x } = inputs;
  gradient.values.fill(0);
  for (let i = 0; i < rows; i += 4) {
    for (let j = 0; j < units; j++) {
      addFour(d, i * units + j, units, x, i * columns, gradient.values, j * columns, columns, rows - i);
    }
  }
}

/**
 * Adds four neighbouring rows of `source`, each times its factor, to a row of `target` of `length` numbers; fewer where
 * only `left` rows are left. Four at once save three of four times that the target is read and written.
 */
function addFour(
  factors: Float64Array, factor: number, stride: number,
  source: Float64Array, from: number, target: Float64Array, to: number, length: number, left: number,
): void {
  if (left >= 4) {
    const f0 = factors[factor];
    const f1 = factors[factor + stride];
    const f2 = factors[factor + 2 * stride];
    const f3 = factors[factor + 3 * stride];
    const [second, third, fourth] = [from + length, from + 2 * length, from + 3 * length];
    for (let k = 0; k < length; k++) {
      target[to + k] += f0 * source[from + k] + f1 * source[second + k] + f2 * source[third + k] + f3 * source[fourth + k];
    }
  } else {
    for (let q = 0; q < left; q++) {
      const f = factors[factor + q * stride];
      for (let k = 0; k < length; k++) target[to + k] += f * source[from + q * length + k];
    }
  }
}
