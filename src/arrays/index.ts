export { cellsOf, type Cell } from "./cells";
export { Matrix } from "./matrix";
export { toMatrix, type MatrixLike } from "./toMatrix";
export { toVector, type VectorLike } from "./toVector";
