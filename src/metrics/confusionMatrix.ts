import { Matrix, toVector, type VectorLike } from "../arrays";
import { refuse, requireOptions } from "../errors";
import { pairs } from "./pairs";

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions {
  /** The labels to count, in the order of the rows and columns; others are left out. Default: all that occur, ascending. */
  labels?: ArrayLike<number>;
}

/** How often each label was taken for each. */
export interface ConfusionMatrix {
  /** What the rows, and the columns, stand for. */
  readonly labels: Float64Array;
  /** Entry (i, j): how many samples of label i were predicted as label j. */
  readonly counts: Matrix;
}

/**
 * Counts the samples by their label (a row each) and their prediction (a column each): scikit-learn's
 * `confusion_matrix`. Right predictions stand on the diagonal.
 * @throws InputError when the lengths differ, a label is not finite, or `labels` names one twice or none that occurs
 *
 * @example confusionMatrix([0, 1, 1], [0, 0, 1]).counts.toRows() // [[1, 0], [1, 1]]
 */
export function confusionMatrix(
  target: VectorLike, predictions: VectorLike, options: ConfusionMatrixOptions = {},
): ConfusionMatrix {
  const { labels: asked } = requireOptions("confusionMatrix", options, { labels: [] });
  const { observed, predicted } = pairs(target, predictions);
  const labels = asked !== undefined ? Float64Array.from(toVector(asked, "labels")) : labelsOf(observed, predicted);
  const places = new Map(Array.from(labels, (label, i) => [label, i]));
  if (places.size < labels.length) refuse("labels", "each label once", Array.from(labels).join(", "));
  if (!observed.some((label) => places.has(label))) {
    refuse("labels", "at least one that occurs in the target", Array.from(labels).join(", "));
  }
  const counts = Matrix.zeros(labels.length, labels.length);
  observed.forEach((label, k) => {
    const [i, j] = [places.get(label), places.get(predicted[k]!)];
    if (i !== undefined && j !== undefined) counts.values[i * labels.length + j]!++;
  });
  return { labels, counts };
}

/** The labels that occur in any of the lists, ascending. */
export function labelsOf(...lists: readonly Float64Array[]): Float64Array {
  return Float64Array.from(new Set(lists.flatMap((list) => Array.from(list)))).sort();
}
