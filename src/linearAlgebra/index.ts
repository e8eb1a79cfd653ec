export { cholesky, varianceInflation } from "./cholesky";
export { conditionNumber } from "./conditionNumber";
export { matrixProduct, transpose } from "./matrixProduct";
export { minimumNormSolution, type MinimumNormSolution } from "./minimumNormSolution";
export { singularValueDecomposition, type SingularValueDecomposition } from "./singularValueDecomposition";
export { solvePositiveDefinite } from "./solvePositiveDefinite";
export { symmetricEigen, symmetricEigenvalues, type SymmetricEigen } from "./symmetricEigen";
export { triangularise } from "./triangularise";
export { dot, norm } from "./vectors";
