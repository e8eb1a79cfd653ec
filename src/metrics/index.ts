export { accuracy } from "./accuracy";
export { logLoss } from "./logLoss";
export { meanAbsoluteError } from "./meanAbsoluteError";
export { meanSquaredError, rootMeanSquaredError } from "./meanSquaredError";
export { r2Score } from "./r2Score";
