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
  for (let target = 0; target < gradients.length; target++) {
    const source = firstLargest(values, target, info);
    if (source >= 0) result[source] += gradients[target];
  }
  return tf.tensor(result, input.shape);
};

/** Where in the input the window of one output has its first largest value; -1 where the window holds none. */
function firstLargest(values: ArrayLike<number>, target: number, info: tf.backend_util.Conv2DInfo): number {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const channel = target % inChannels;
  const column = Math.floor(target / inChannels) % outWidth;
  const row = Math.floor(target / (inChannels * outWidth)) % outHeight;
  const image = Math.floor(target / (inChannels * outWidth * outHeight));
  const top = row * info.strideHeight - padInfo.top;
  const left = column * info.strideWidth - padInfo.left;
  let [largest, found] = [-Infinity, -1];
  for (let y = Math.max(0, top); y < Math.min(inHeight, top + info.filterHeight); y++) {
    for (let x = Math.max(0, left); x < Math.min(inWidth, left + info.filterWidth); x++) {
      const place = ((image * inHeight + y) * inWidth + x) * inChannels + channel;
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
