import { toMatrix, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import { auc } from "./auc";
import { pairs } from "./pairs";
import { rocCurve, type RocCurve } from "./rocCurve";
import { isTable, type Table } from "./table";

/**
 * The area under the ROC curve: the chance that a sample labelled 1 has a larger score than one labelled 0, ties
 * counted half. With a column of scores for each label 0, 1, ... it is the mean over the labels, each against the rest:
 * scikit-learn's `roc_auc_score` with `multi_class="ovr"`. NaN, and a line on the console, where a label is missing.
 * @throws InputError as {@link rocCurve}, and when a label has no column
 */
export function rocAucScore(target: VectorLike, scores: VectorLike | Table): number {
  if (!isTable(scores)) return areaUnder(rocCurve(target, scores));
  const table = toMatrix(scores, "scores");
  const { observed } = pairs(target, table.column(0), "scores");
  observed.forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label < table.columns)) {
      refuse(`target, row ${i}`, `a label from 0 to ${table.columns - 1}, the columns of the scores`, label);
    }
  });
  let sum = 0;
  for (let label = 0; label < table.columns; label++) {
    sum += areaUnder(rocCurve(observed.map((value) => Number(value === label)), table.column(label)));
  }
  return sum / table.columns;
}

function areaUnder({ falsePositiveRates, truePositiveRates }: RocCurve): number {
  const known = Number.isFinite(falsePositiveRates.at(-1)) && Number.isFinite(truePositiveRates.at(-1));
  return known ? auc(falsePositiveRates, truePositiveRates) : NaN;
}
