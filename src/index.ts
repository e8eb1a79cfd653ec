/**
 * Slope: models, optimizers, data sets and charts for notebooks in TypeScript.
 * Importing it loads nothing heavy; TensorFlow, danfo and Vega load when first used.
 */
import { loadAhead } from "./bundle";

// what follows is then there, already compiled
loadAhead(__filename);

import { prepare } from "./tensorflow";

export * from "./errors";
export * from "./arrays";
export * from "./random";
export {
  conditionNumber, matrixProduct, solvePositiveDefinite, symmetricEigen, symmetricEigenvalues, transpose, type SymmetricEigen,
} from "./linearAlgebra";
export * from "./data";
export * from "./objectives";
export * from "./optimizers";
export * from "./training";
export * from "./metrics";
export * from "./models";
export * from "./charts";
export * from "./notebook";
export * from "./widgets";
export {
  backend, compile, fit, FitHistory, loadTensorFlow, tensorFlowOptimizer,
  type Backend, type CompiledStep, type FitOptions, type FitProgress,
} from "./tensorflow";
export { digitsCnn, digitsMlp, type DigitsNetworkOptions } from "./tensorflow";

// A cell that imports tfjs-node after this module then finds what it needs, in a kernel without the preload too.
prepare();
