/** Names of what a graph is fed with and asked for; short, because the interface compares them at every call. */
export const names = {
  argument: (index: number, step: number) => `a${index}_${step}`,
  scheduled: (index: number, step: number) => `s${index}_${step}`,
  outer: (index: number) => `x${index}`,
  result: (index: number, step: number) => `y${index}_${step}`,
  /** A variable's new value from outside, and what says that it was taken. */
  given: (index: number) => `g${index}`,
  taken: (index: number) => `t${index}`,
  /** A variable's value. */
  value: (index: number) => `v${index}`,
  /** Runs the steps. */
  run: "run",
};
