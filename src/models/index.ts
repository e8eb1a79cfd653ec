export type { Classifier } from "./classifier";
export { crossValidate, type CrossValidation, type FoldScore } from "./crossValidate";
export type { LinearFit, LinearModel } from "./linearModel";
export { LinearRegression, type LinearRegressionOptions } from "./linearRegression";
export type { LinearRegressor } from "./linearRegressor";
export { LogisticRegression, type LogisticRegressionOptions } from "./logisticRegression";
export * from "./multilayerPerceptron";
export type { Regressor } from "./regressor";
export { Ridge, ridgePath, type RidgePathPoint, type RidgeOptions } from "./ridge";
