export { CsvRows, type FieldKind } from "./csvRows";
export { gram, gramPlain, gramSimd } from "./gram";
export { LogisticRows } from "./logisticRows";
export { matrixProduct, matrixProductPlain, matrixProductSimd, type Transposed } from "./matrixProduct";
export { reflections, type Reflected } from "./reflections";
