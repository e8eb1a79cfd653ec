export { centralDifferences } from "./centralDifferences";
export {
  leastSquares,
  LeastSquares,
  type LeastSquaresOptions,
  type LeastSquaresSolution,
  type SquaredLoss,
} from "./leastSquares";
export type { Objective } from "./objective";
