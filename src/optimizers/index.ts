export { adam, type AdamOptions, type AdamState } from "./adam";
export { gradientDescent, type GradientDescentOptions } from "./gradientDescent";
export type { Optimizer, OptimizerOptions, StableLimit } from "./optimizer";
