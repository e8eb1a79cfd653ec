export type { EarlyStoppingOptions } from "./earlyStopping";
export { History, type HistoryRecord, type Outcome } from "./history";
export { MiniBatches, type MiniBatchOptions, type Sampling } from "./miniBatches";
export { minimize, type MinimizeOptions } from "./minimize";
export { minimizeStochastic, type StochasticOptions } from "./minimizeStochastic";
export { newton, type NewtonState } from "./newton";
export { noiseBallRadius, stationaryVariance } from "./noiseBall";
export {
  bestTrial,
  logUniform,
  randomSearch,
  uniform,
  type Distribution,
  type RandomSearch,
  type RandomSearchOptions,
  type Trial,
} from "./randomSearch";
export type { RunOptions, Step } from "./runOptions";
