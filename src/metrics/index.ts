export { accuracy } from "./accuracy";
export { auc } from "./auc";
export { confusionMatrix, type ConfusionMatrix, type ConfusionMatrixOptions } from "./confusionMatrix";
export { logLoss } from "./logLoss";
export { meanAbsoluteError } from "./meanAbsoluteError";
export { meanSquaredError, rootMeanSquaredError } from "./meanSquaredError";
export {
  classificationReport, f1Score, precision, recall, type AverageOptions, type LabelReport,
} from "./precisionRecall";
export { r2Score } from "./r2Score";
export { rocAucScore } from "./rocAucScore";
export { rocCurve, type RocCurve } from "./rocCurve";
export { wilsonInterval } from "./wilsonInterval";
