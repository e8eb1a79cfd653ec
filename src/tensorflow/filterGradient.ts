import * as tf from "@tensorflow/tfjs";
import type { KernelConfig, KernelFunc, Tensor4D } from "@tensorflow/tfjs";

type Shape = [number, number, number, number];

/** The attributes of tfjs's `Conv2DBackpropFilter`. */
interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: Shape;
}

/**
 * The gradient of a convolution by its filter, which tfjs's WebAssembly lacks, as one more convolution: images and
 * channels change places, and the gradient of the output is the filter, dilated by the strides. In plain JavaScript
 * a training step of a small network took 30 times as long.
 */
const filterGradient: KernelFunc = ({ inputs, attrs }) => {
  const [x, outputGradient] = [inputs.x as Tensor4D, inputs.dy as Tensor4D];
  const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
  const { padInfo, strideHeight, strideWidth } = tf.backend_util.computeConv2DInfo(
    x.shape, filterShape, strides, 1, pad, dimRoundingMode,
  );
  const [height, width, channels, filters] = filterShape;
  return tf.tidy(() => {
    const images = tf.transpose(x, [3, 1, 2, 0]);
    const filter = tf.transpose(outputGradient, [1, 2, 0, 3]);
    const { top, bottom, left, right } = padInfo;
    const padding: [number, number][] = [[0, 0], [top, bottom], [left, right], [0, 0]];
    const all = tf.conv2d(images, filter, 1, padding as never, "NHWC", [strideHeight, strideWidth]);
    // Rows and columns that the strides did not reach come out behind the last ones of the filter.
    return tf.transpose(tf.slice(all, [0, 0, 0, 0], [channels, height, width, filters]), [1, 2, 0, 3]);
  });
};

export const filterGradientKernel: KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: "wasm",
  kernelFunc: filterGradient,
};
