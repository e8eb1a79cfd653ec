export { centralDifferences } from "./centralDifferences";
export type { FiniteSum } from "./finiteSum";
export { gradientCovariance } from "./gradientCovariance";
export {
  leastSquares,
  LeastSquares,
  type LeastSquaresOptions,
  type LeastSquaresSolution,
  type SquaredLoss,
} from "./leastSquares";
export { logisticLoss, LogisticLoss, sigmoid, type LogisticLossOptions } from "./logisticLoss";
export type { Objective } from "./objective";
export { beale } from "./problems/beale";
export { himmelblau } from "./problems/himmelblau";
export { noisyQuadratic, type NoisyQuadratic, type NoisyQuadraticOptions } from "./problems/noisyQuadratic";
export type { Problem } from "./problems/problem";
export { quadratic, type Quadratic, type QuadraticOptions } from "./problems/quadratic";
export { randomOrthogonal } from "./problems/randomOrthogonal";
export { rosenbrock } from "./problems/rosenbrock";
export { saddle } from "./problems/saddle";
