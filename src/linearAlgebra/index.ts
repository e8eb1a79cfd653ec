export { cholesky, varianceInflation } from "./cholesky";
export { conditionNumber } from "./conditionNumber";
export { minimumNormSolution, type MinimumNormSolution } from "./minimumNormSolution";
export { singularValueDecomposition, type SingularValueDecomposition } from "./singularValueDecomposition";
export { symmetricEigen, symmetricEigenvalues, type SymmetricEigen } from "./symmetricEigen";
export { triangularise } from "./triangularise";
export { dot, norm } from "./vectors";
