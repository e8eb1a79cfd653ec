import type { GrowthSeries } from "./growth";
import type { Measurement } from "./results";
import type { Contestant } from "./rounds";

/** A set of measurements that is run and shown as one table. */
export interface Suite {
  measurements: readonly Measurement[];
  /** How costs grow with sizes: shown as exponents and charts. */
  growth?: readonly GrowthSeries[];
  /** Starts what stays up during all rounds, and checks that the contestants do the same. */
  open?(report: (line: string) => void): Promise<void>;
  contestants(): Contestant[];
  close?(): Promise<void>;
  versions(): Record<string, string>;
}
