export { planRuns } from "./plan";
export { recordNames, sweepCsv, sweepTable, type SweepTable } from "./results";
export { recordsIn, runSweep, type SweepOptions } from "./runSweep";
export type { SweepRun } from "./state";
