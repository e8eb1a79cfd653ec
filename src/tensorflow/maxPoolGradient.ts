import * as tf from "@tensorflow/tfjs";
import type { KernelConfig, KernelFunc, Tensor4D } from "@tensorflow/tfjs";

type Pool = Parameters<typeof tf.backend_util.computePool2DInfo>;

/** The attributes of tfjs's `MaxPoolGrad`. */
interface Attributes {
  readonly filterSize: Pool[1];
  readonly strides: Pool[2];
  readonly pad: Pool[4];
  readonly dimRoundingMode?: Pool[5];
}

/**
 * The gradient of a largest-value pool: each window's goes to its first largest element. tfjs's WebAssembly loses it
 * where the largest value is not positive, and its plain JavaScript is some 50 times slower than these loops.
 */
const maxPoolGradient: KernelFunc = ({ inputs, attrs }) => {
  const [input, outputGradient] = [inputs.input as Tensor4D, inputs.dy as Tensor4D];
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Attributes;
  const info = tf.backend_util.computePool2DInfo(input.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const [values, gradients] = [input.dataSync(), outputGradient.dataSync()];
  const result = new Float32Array(values.length);
  for (let image = 0, target = 0; image < info.batchSize; image++) {
    for (let row = 0; row < info.outHeight; row++) {
      for (let column = 0; column < info.outWidth; column++) {
        const window = windowAt(info, image, row, column);
        for (let channel = 0; channel < info.inChannels; channel++, target++) {
          const source = firstLargest(values, window, channel);
          if (source >= 0) result[source] += gradients[target];
        }
      }
    }
  }
  return tf.tensor(result, input.shape);
};

/** Where the numbers of a window lie, for the first channel: from `start` on, so many rows and columns. */
interface Window {
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  /** From a row, or a column, to the next. */
  readonly rowStep: number;
  readonly columnStep: number;
}

/** The part of a window that lies on the image. */
function windowAt(info: tf.backend_util.Conv2DInfo, image: number, row: number, column: number): Window {
  const { inHeight, inWidth, inChannels, padInfo, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const [top, left] = [row * strideHeight - padInfo.top, column * strideWidth - padInfo.left];
  const [y, x] = [Math.max(0, top), Math.max(0, left)];
  return {
    start: ((image * inHeight + y) * inWidth + x) * inChannels,
    rows: Math.min(inHeight, top + filterHeight) - y, columns: Math.min(inWidth, left + filterWidth) - x,
    rowStep: inWidth * inChannels, columnStep: inChannels,
  };
}

/** Where a window has its first largest value; -1 where it holds none. */
function firstLargest(
  values: ArrayLike<number>, { start, rows, columns, rowStep, columnStep }: Window, channel: number,
): number {
  let [largest, found] = [-Infinity, -1];
  for (let y = 0; y < rows; y++) {
    const end = start + channel + y * rowStep + columns * columnStep;
    for (let place = start + channel + y * rowStep; place < end; place += columnStep) {
      if (values[place] > largest) [largest, found] = [values[place], place];
    }
  }
  return found;
}

export const maxPoolGradientKernel: KernelConfig = {
  kernelName: tf.MaxPoolGrad,
  backendName: "wasm",
  kernelFunc: maxPoolGradient,
};
