export { tensorFlowOptimizer } from "./tensorFlowOptimizer";
