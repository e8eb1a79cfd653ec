import { requireInteger, requireOptions } from "../errors";
import { Random } from "../random";

/** Options of {@link kFold}. */
export interface KFoldOptions {
  /** How many folds. Default 5. */
  folds?: number;
  /** Shuffles the rows first. Default: no shuffling, neighbouring rows make a fold. */
  seed?: number;
}

/** One round of cross-validation: the rows to learn from and those to test on, in ascending order. */
export interface Fold {
  /** The numbers of the rows to learn from, counted from 0. */
  trainIndices: Uint32Array;
  /** The numbers of the rows to test on. */
  testIndices: Uint32Array;
}

/**
 * The rounds of k-fold cross-validation, in which each row is tested on once. The first
 * `samples % folds` folds have one row more. The folds are those of scikit-learn's `KFold`, also
 * when shuffled (`random_state` is the seed).
 * @throws InputError when there are fewer than two folds, or fewer samples than folds
 */
export function kFold(samples: number, options: KFoldOptions = {}): Fold[] {
  const { folds = 5, seed } = requireOptions("kFold", options, { folds: 0, seed: 0 });
  requireInteger("samples", samples, 2);
  requireInteger("folds", folds, 2, samples, "A fold needs at least one row");
  const inOrder = Uint32Array.from({ length: samples }, (_, i) => i);
  const order = seed === undefined ? inOrder : new Random(seed).permutation(samples);
  const smallest = Math.floor(samples / folds);
  const larger = samples % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const start = fold * smallest + Math.min(fold, larger);
    const end = start + smallest + (fold < larger ? 1 : 0);
    const rest = new Uint32Array(samples - (end - start));
    rest.set(order.subarray(0, start));
    rest.set(order.subarray(end), start);
    return { trainIndices: rest.sort(), testIndices: order.slice(start, end).sort() };
  });
}
