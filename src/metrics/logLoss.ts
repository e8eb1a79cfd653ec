import { toMatrix, type Matrix, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import { pairs } from "./pairs";
import { isTable, type Table } from "./table";

/** How far from 1 the probabilities of a sample may sum up, for those computed in float32. */
const looseness = 1e-4;

/**
 * The mean negative log-likelihood of labels under predicted probabilities, in nats: the cross-entropy. With one
 * probability a sample, that of label 1, the labels are 0 and 1 and the loss is
 * `-(1/n) sum y_i log p_i + (1 - y_i) log(1 - p_i)`; with a column for each label 0, 1, ... it is
 * `-(1/n) sum log p_(i, y_i)`. As in scikit-learn's `log_loss` probabilities are kept the machine epsilon away from 0
 * and 1, so that one certain error costs 36 and not infinity.
 * @throws InputError when the lengths differ, a label is none, a probability lies outside [0, 1], or those of a sample
 * do not sum to 1
 */
export function logLoss(
  target: VectorLike, probabilities: VectorLike | Table,
): number {
  if (isTable(probabilities)) return crossEntropy(target, toMatrix(probabilities, "probabilities"));
  const { observed, predicted } = pairs(target, probabilities, "probabilities");
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const label = observed[i];
    if (label !== 0 && label !== 1) refuse(`target, row ${i}`, "a label that is 0 or 1", label);
    const clipped = clip(requireProbability(predicted[i]!, `probabilities, row ${i}`));
    sum -= label === 1 ? Math.log(clipped) : Math.log1p(-clipped);
  }
  return sum / observed.length;
}

function crossEntropy(target: VectorLike, probabilities: Matrix): number {
  const { observed } = pairs(target, probabilities.column(0), "probabilities");
  const last = probabilities.columns - 1;
  let sum = 0;
  observed.forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label <= last)) {
      refuse(`target, row ${i}`, `a label from 0 to ${last}, the columns of the probabilities`, label);
    }
    const row = probabilities.row(i);
    const all = row.reduce((total, p, j) => total + requireProbability(p, `probabilities, row ${i}, column ${j}`), 0);
    if (Math.abs(all - 1) > looseness) refuse(`probabilities, row ${i}`, "numbers that sum to 1", all);
    sum -= Math.log(clip(row[label]!));
  });
  return sum / observed.length;
}

function requireProbability(value: number, what: string): number {
  if (value < 0 || value > 1) refuse(what, "a number from 0 to 1", value);
  return value;
}

function clip(probability: number): number {
  return Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
}
