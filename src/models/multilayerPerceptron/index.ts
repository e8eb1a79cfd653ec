export {
  activations, logSoftmax, softmax, type Activation, type HiddenActivation, type OutputActivation,
} from "./activations";
export { backward, type Gradients } from "./backward";
export { forward, type Pass } from "./forward";
export { initialParameters, type Initialisation, type InitialisationOptions } from "./initialParameters";
export { layersOf, parameterCount, type Architecture, type Layer } from "./layers";
export type { NetworkLossName } from "./losses";
export { MultilayerPerceptron, type MultilayerPerceptronOptions } from "./multilayerPerceptron";
export { networkLoss, type NetworkLoss } from "./networkLoss";
export { oneHot } from "./oneHot";
