export { constantSchedule } from "./constantSchedule";
export { cosineDecay, type CosineDecayOptions } from "./cosineDecay";
export { exponentialDecay, type ExponentialDecayOptions } from "./exponentialDecay";
export { inverseTimeDecay, type InverseTimeDecayOptions } from "./inverseTimeDecay";
export { linearWarmup, type LinearWarmupOptions } from "./linearWarmup";
export type { Schedule } from "./schedule";
export { stepDecay, type StepDecayOptions } from "./stepDecay";
