import { Random } from "../../src";

const [PIXELS, CLASSES] = [784, 10];

/** Pictures of 28 x 28 pixels and their classes. */
export interface Pictures {
  /** Rows of 784 numbers, uniform in [0, 1). */
  pixels: Float32Array;
  /** The class with the largest of ten random projections: something to learn. */
  labels: Int32Array;
}

/** n pictures; data.py makes the same with NumPy's RandomState. */
export function pictures(n: number): Pictures {
  const random = new Random(1);
  const projections = Float64Array.from({ length: PIXELS * CLASSES }, () => random.normal());
  const pixels = Float32Array.from({ length: n * PIXELS }, () => random.uniform());
  const labels = Int32Array.from({ length: n }, (_, row) => {
    const scores = new Float64Array(CLASSES);
    for (let j = 0; j < PIXELS; j++) {
      const centred = pixels[row * PIXELS + j]! - 0.5;
      for (let k = 0; k < CLASSES; k++) scores[k]! += centred * projections[j * CLASSES + k]!;
    }
    return scores.indexOf(Math.max(...scores));
  });
  return { pixels, labels };
}

/** Weights of the layers in tfjs's shapes, uniform within sqrt(6 / (inputs + outputs)); biases are 0. */
export function startingWeights(shapes: readonly (readonly number[])[]): Float32Array[] {
  const random = new Random(2);
  return shapes.map((shape) => {
    const outputs = shape[shape.length - 1]!;
    const window = shape.length === 4 ? shape[0]! * shape[1]! : 1;
    const inputs = shape.reduce((product, size) => product * size) / outputs;
    const limit = Math.sqrt(6 / (inputs + window * outputs));
    return Float32Array.from({ length: inputs * outputs }, () => limit * (2 * random.uniform() - 1));
  });
}
