export { crossValidate, type CrossValidation, type FoldScore } from "./crossValidate";
export { LinearRegression, type LinearRegressionOptions } from "./linearRegression";
export type { Regressor } from "./regressor";
