import { loadTensorFlow } from "../load";
import { DataType } from "./graphDefinition";
import type { Constant, RandomDraw } from "./recording";

type Draws = Float32Array;

/** tfjs's generators that a graph has an operation for. */
const GENERATORS: Record<RandomDraw["operation"], (size: number, seed: number) => Draws> = {
  RandomUniform: (size, seed) => values((tf) => tf.randomUniform([size], 0, 1, "float32", seed)),
  RandomStandardNormal: (size, seed) => values((tf) => tf.randomNormal([size], 0, 1, "float32", seed)),
  TruncatedNormal: (size, seed) => values((tf) => tf.truncatedNormal([size], 0, 1, "float32", seed)),
};

/** So many values decide which numbers were drawn; fewer could fit by accident. */
const ENOUGH = 4;

/**
 * tfjs draws a seed with Math.random and the values with a generator of its own. Finds the constants that were drawn in
 * this way and notes it at them. Whether every seed was accounted for: any other use of Math.random is the step's own.
 */
export function recognizeRandomness(seeds: readonly number[], constants: readonly Constant[]): boolean {
  const open = constants.filter(({ dtype, content }) => dtype === DataType.float32 && content.length >= 4 * ENOUGH);
  return seeds.every((seed) => {
    for (const constant of open) {
      const random = explain(constant, seed);
      if (!random) continue;
      constant.random = random;
      open.splice(open.indexOf(constant), 1);
      return true;
    }
    return false;
  });
}

function explain({ content }: Constant, seed: number): RandomDraw | null {
  const drawn = new Float32Array(content.buffer, content.byteOffset, content.length / 4);
  for (const operation of Object.keys(GENERATORS) as RandomDraw["operation"][]) {
    const generate = GENERATORS[operation];
    // A few first: most constants were drawn by nobody.
    const fit = fitLine(generate(ENOUGH, seed), drawn.subarray(0, ENOUGH));
    if (fit && isLine(generate(drawn.length, seed), drawn, fit)) return { operation, ...fit };
  }
  return null;
}

interface Line {
  readonly shift: number;
  readonly scale: number;
}

/** The line through the two points furthest apart, if all lie on it. */
function fitLine(x: Draws, y: Draws): Line | null {
  const low = x.indexOf(Math.min(...x));
  const high = x.indexOf(Math.max(...x));
  const scale = rounded((y[high] - y[low]) / (x[high] - x[low]));
  const line = { shift: rounded(y[low] - scale * x[low]), scale };
  return scale !== 0 && isLine(x, y, line) ? line : null;
}

function isLine(x: Draws, y: Draws, { shift, scale }: Line): boolean {
  const tolerance = 1e-5 * (Math.abs(shift) + Math.abs(scale));
  return y.every((value, k) => Math.abs(value - shift - scale * x[k]) <= tolerance * Math.max(1, Math.abs(x[k])));
}

/** What float32 tells apart, without its noise. */
function rounded(value: number): number {
  return Math.abs(value) < 1e-6 ? 0 : Number(value.toPrecision(6));
}

function values(draw: (tf: ReturnType<typeof loadTensorFlow>) => import("@tensorflow/tfjs").Tensor): Draws {
  const tf = loadTensorFlow();
  const tensor = draw(tf);
  const result = tensor.dataSync() as Draws;
  tensor.dispose();
  return result;
}
