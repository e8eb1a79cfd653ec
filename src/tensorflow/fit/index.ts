export { fit, type FitOptions } from "./fit";
export { FitHistory } from "./fitHistory";
export type { FitProgress } from "./fitLoop";
