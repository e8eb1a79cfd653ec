import type { VectorLike } from "../arrays";
import { refuse, requireOneOf, requireOptions } from "../errors";
import { confusionMatrix, type ConfusionMatrix } from "./confusionMatrix";

/** How the figures of several labels become one, and what stands for 0/0. */
export interface AverageOptions {
  /**
   * `binary`: the figure of `positiveLabel` alone, for two labels; `micro`: from the counts of all labels together,
   * which for one label a sample is the accuracy; `macro`: the mean of the labels' figures. Default `binary`.
   */
  average?: "binary" | "micro" | "macro";
  /** Which label `binary` counts as positive. Default 1. */
  positiveLabel?: number;
  /** What stands for 0/0. Default: 0, and a line on the console that says so. */
  zeroDivision?: number;
}

/** What was found of one label. */
export interface LabelReport {
  label: number;
  /** {@link precision} with this label as the positive one. */
  precision: number;
  /** {@link recall} with this label as the positive one. */
  recall: number;
  /** {@link f1Score} with this label as the positive one. */
  f1Score: number;
  /** How many samples have this label. */
  support: number;
}

/** True positives, false positives and false negatives. */
interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

type Ratio = (counts: Counts) => readonly [part: number, whole: number];

const ratios = {
  precision: ({ truePositives, falsePositives }) => [truePositives, truePositives + falsePositives],
  recall: ({ truePositives, falseNegatives }) => [truePositives, truePositives + falseNegatives],
  f1Score: ({ truePositives, falsePositives, falseNegatives }) =>
    [2 * truePositives, 2 * truePositives + falsePositives + falseNegatives],
} satisfies Record<string, Ratio>;

const undefinedFor: Record<keyof typeof ratios, string> = {
  precision: "which is never predicted",
  recall: "which no sample has",
  f1Score: "which no sample has and which is never predicted",
};

/**
 * Which share of the samples predicted as positive is positive, `TP / (TP + FP)`: scikit-learn's `precision_score`.
 * @throws InputError when the lengths differ, a label is not finite, or `binary` is asked of more than two labels or of
 * a positive label that does not occur beside two others
 *
 * @example precision([1, 1, 0, 0], [1, 0, 1, 0]) // 0.5
 */
export function precision(target: VectorLike, predictions: VectorLike, options: AverageOptions = {}): number {
  return averaged("precision", target, predictions, options);
}

/**
 * Which share of the positive samples is predicted as positive, `TP / (TP + FN)`: scikit-learn's `recall_score`.
 * @throws InputError as {@link precision}
 */
export function recall(target: VectorLike, predictions: VectorLike, options: AverageOptions = {}): number {
  return averaged("recall", target, predictions, options);
}

/**
 * The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`: scikit-learn's `f1_score`.
 * @throws InputError as {@link precision}
 */
export function f1Score(target: VectorLike, predictions: VectorLike, options: AverageOptions = {}): number {
  return averaged("f1Score", target, predictions, options);
}

/**
 * Precision, recall and F1 of each label that occurs, ascending, with its number of samples: the rows of scikit-learn's
 * `classification_report`.
 * @throws InputError when the lengths differ or a label is not finite
 */
export function classificationReport(
  target: VectorLike, predictions: VectorLike, options: Pick<AverageOptions, "zeroDivision"> = {},
): LabelReport[] {
  const { zeroDivision } = requireOptions("classificationReport", options, { zeroDivision: 0 });
  requireZeroDivision(zeroDivision);
  const matrix = confusionMatrix(target, predictions);
  return Array.from(matrix.labels, (label, k) => {
    const counts = countsOf(matrix, k);
    const figure = (name: keyof typeof ratios) => quotient(name, counts, `label ${label}`, zeroDivision);
    return {
      label, precision: figure("precision"), recall: figure("recall"), f1Score: figure("f1Score"),
      support: counts.truePositives + counts.falseNegatives,
    };
  });
}

function averaged(name: keyof typeof ratios, target: VectorLike, predictions: VectorLike, options: AverageOptions): number {
  requireOptions(name, options, { average: "", positiveLabel: 0, zeroDivision: 0 });
  const { average = "binary", positiveLabel = 1, zeroDivision } = options;
  requireZeroDivision(zeroDivision);
  requireOneOf("average", average, ["binary", "micro", "macro"]);
  const matrix = confusionMatrix(target, predictions);
  const all = Array.from(matrix.labels, (_, k) => countsOf(matrix, k));
  if (average === "micro") return quotient(name, total(all), "any label", zeroDivision);
  if (average === "macro") {
    const figures = all.map((counts, k) => quotient(name, counts, `label ${matrix.labels[k]}`, zeroDivision));
    return figures.reduce((sum, figure) => sum + figure) / figures.length;
  }
  return quotient(name, all[positivePlace(matrix.labels, positiveLabel)] ?? total([]), `label ${positiveLabel}`, zeroDivision);
}

function requireZeroDivision(value: number | undefined): void {
  if (value !== undefined && typeof value !== "number") refuse("zeroDivision", "a number, which may be NaN", value);
}

/** Where the positive label stands; -1 when all samples have, and are predicted as, the one other label. */
function positivePlace(labels: Float64Array, positiveLabel: number): number {
  const place = labels.indexOf(positiveLabel);
  if (labels.length > 2) {
    refuse("target", 'two labels for average "binary"', Array.from(labels).join(", "), 'Give average: "micro" or "macro"');
  }
  if (place < 0 && labels.length === 2) refuse("positiveLabel", `one of ${labels.join(", ")}`, positiveLabel);
  return place;
}

function countsOf({ counts }: ConfusionMatrix, k: number): Counts {
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const truePositives = counts.at(k, k);
  return {
    truePositives,
    falsePositives: sum(counts.column(k)) - truePositives,
    falseNegatives: sum(counts.row(k)) - truePositives,
  };
}

function total(all: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) => all.reduce((value, counts) => value + counts[name], 0);
  return {
    truePositives: sum("truePositives"), falsePositives: sum("falsePositives"), falseNegatives: sum("falseNegatives"),
  };
}

function quotient(name: keyof typeof ratios, counts: Counts, what: string, zeroDivision?: number): number {
  const [part, whole] = ratios[name](counts);
  if (whole > 0) return part / whole;
  if (zeroDivision !== undefined) return zeroDivision;
  console.warn(`${name}: 0/0 for ${what}, ${undefinedFor[name]}; 0 stands for it. zeroDivision gives another value.`);
  return 0;
}
