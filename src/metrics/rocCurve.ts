import type { VectorLike } from "../arrays";
import { refuse } from "../errors";
import { pairs } from "./pairs";

/** A receiver operating characteristic: what each threshold on a score finds, and what it lets through. */
export interface RocCurve {
  /** The share of the samples labelled 0 whose score reaches the threshold, ascending. */
  readonly falsePositiveRates: Float64Array;
  /** The share of the samples labelled 1 whose score reaches the threshold, ascending. */
  readonly truePositiveRates: Float64Array;
  /** Descending scores; the first, Infinity, lets nothing through. */
  readonly thresholds: Float64Array;
}

/**
 * The ROC curve of a score for label 1 against label 0: scikit-learn's `roc_curve`, which leaves out points on a
 * straight line between others. Equal scores are one point. Where a label does not occur its rate is NaN, and a line on
 * the console says so.
 * @param target labels 0 and 1
 * @param scores one a sample, larger where label 1 is likelier
 * @throws InputError when the lengths differ, a label is neither 0 nor 1, or a score is not finite
 *
 * @example rocCurve([0, 1], [0.2, 0.7]).truePositiveRates // 0, 1, 1
 */
export function rocCurve(target: VectorLike, scores: VectorLike): RocCurve {
  const { observed, predicted } = pairs(target, scores, "scores");
  observed.forEach((label, i) => {
    if (label !== 0 && label !== 1) refuse(`target, row ${i}`, "a label that is 0 or 1", label);
  });
  const order = Uint32Array.from(observed, (_, i) => i).sort((i, j) => predicted[j]! - predicted[i]!);
  const points = corners(steps(observed, predicted, order));
  const last = points[points.length - 1]!;
  const rates = (name: "falsePositives" | "truePositives", label: number) => {
    if (last[name] === 0) console.warn(`rocCurve: no sample is labelled ${label}; the rate that needs one is NaN.`);
    return Float64Array.of(0, ...points.map((point) => point[name])).map((count) => count / (last[name] || NaN));
  };
  return {
    falsePositiveRates: rates("falsePositives", 0),
    truePositiveRates: rates("truePositives", 1),
    thresholds: Float64Array.of(Infinity, ...points.map(({ threshold }) => threshold)),
  };
}

interface Point {
  threshold: number;
  falsePositives: number;
  truePositives: number;
}

/** What each different score as threshold lets through. */
function steps(labels: Float64Array, scores: Float64Array, order: Uint32Array): Point[] {
  const points: Point[] = [];
  let [falsePositives, truePositives] = [0, 0];
  order.forEach((row, k) => {
    if (labels[row] === 1) truePositives++;
    else falsePositives++;
    const next = order[k + 1];
    if (next === undefined || scores[next] !== scores[row]) {
      points.push({ threshold: scores[row]!, falsePositives, truePositives });
    }
  });
  return points;
}

/** Without the points that lie halfway between their neighbours. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, k) => {
    const [before, after] = [points[k - 1], points[k + 1]];
    if (!before || !after) return true;
    const bend = (name: "falsePositives" | "truePositives") => after[name] - 2 * point[name] + before[name];
    return bend("falsePositives") !== 0 || bend("truePositives") !== 0;
  });
}
