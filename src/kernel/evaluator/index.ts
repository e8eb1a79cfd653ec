export { EvaluatorProcess } from "./evaluatorProcess";
