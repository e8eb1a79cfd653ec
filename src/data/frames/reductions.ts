/** What {@link GroupedFrame} can make of the numbers of a group. */
export type Reduction = "count" | "sum" | "mean" | "median" | "min" | "max" | "std" | "var";

/** For each group, one number: from the values of all rows, NaN where missing, and the group of each row. */
type GroupReduction = (values: Float64Array, of: Int32Array, groups: number) => Float64Array;

/** As pandas computes them: missing values do not count, `std` and `var` have the divisor n - 1. */
export const REDUCTIONS: Record<Reduction, GroupReduction> = {
  count,
  sum,
  mean,
  median,
  min: (values, of, groups) => extreme(values, of, groups, (value, least) => value < least),
  max: (values, of, groups) => extreme(values, of, groups, (value, largest) => value > largest),
  std: (values, of, groups) => variance(values, of, groups).map(Math.sqrt),
  var: variance,
};

function count(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const counts = new Float64Array(groups);
  for (let i = 0; i < values.length; i++) if (of[i]! >= 0 && values[i] === values[i]) counts[of[i]!]!++;
  return counts;
}

/** With what each addition rounds away added in the end (Neumaier 1974). */
function sum(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  const rests = new Float64Array(groups);
  for (let i = 0; i < values.length; i++) {
    const group = of[i]!;
    const value = values[i]!;
    if (group < 0 || value !== value) continue;
    const before = sums[group]!;
    const after = before + value;
    rests[group]! += Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    sums[group] = after;
  }
  // An infinite sum has no rest.
  return sums.map((total, group) => (Number.isFinite(total) ? total + rests[group]! : total));
}

function mean(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const counts = count(values, of, groups);
  return sum(values, of, groups).map((total, group) => total / counts[group]!);
}

function variance(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const means = mean(values, of, groups);
  const squares = values.map((value, i) => (value - means[of[i]!]!) ** 2);
  const counts = count(values, of, groups);
  return sum(squares, of, groups).map((total, group) => (counts[group]! > 1 ? total / (counts[group]! - 1) : NaN));
}

function extreme(
  values: Float64Array, of: Int32Array, groups: number, isFurther: (value: number, extreme: number) => boolean,
): Float64Array {
  const extremes = new Float64Array(groups).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    const group = of[i]!;
    const value = values[i]!;
    if (group >= 0 && (isFurther(value, extremes[group]!) || extremes[group] !== extremes[group])) extremes[group] = value;
  }
  return extremes;
}

function median(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const counts = count(values, of, groups);
  const starts = new Float64Array(groups + 1);
  for (let group = 0; group < groups; group++) starts[group + 1] = starts[group]! + counts[group]!;
  const next = starts.slice();
  const sorted = new Float64Array(starts[groups]!);
  for (let i = 0; i < values.length; i++) if (of[i]! >= 0 && values[i] === values[i]) sorted[next[of[i]!]!++] = values[i]!;
  return counts.map((size, group) => {
    const own = sorted.subarray(starts[group], starts[group + 1]).sort();
    const middle = size >> 1;
    return size === 0 ? NaN : size % 2 === 1 ? own[middle]! : (own[middle - 1]! + own[middle]!) / 2;
  });
}
