import {
  InputError, received, refuse, requireFinite, requireFunction, requireInteger, requireList, requireOptions, requirePositive,
} from "../errors";
import { Random } from "../random";

/** How one hyperparameter is drawn. */
export type Distribution = (random: Random) => number;

/** Hyperparameters that were tried, and how good they were. */
export interface Trial<Name extends string = string> {
  readonly options: Readonly<Record<Name, number>>;
  /** Small is good; what is no finite number (a run that diverged) is worse than all others. */
  readonly score: number;
}

/** Options of {@link randomSearch}. */
export interface RandomSearchOptions {
  /** How many combinations to try. Default 30. */
  readonly trials?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** What {@link randomSearch} gives. */
export interface RandomSearch<Name extends string = string> {
  /** All trials, in the order in which they were drawn. */
  readonly trials: readonly Trial<Name>[];
  /** The trial with the least score; null when none has a finite one. */
  readonly best: Trial<Name> | null;
}

/**
 * Random search (Bergstra and Bengio 2012): draws combinations of hyperparameters, each hyperparameter independently of
 * the others, and keeps the one with the least score. The first trials of a longer search are those of a shorter one.
 *
 * @example randomSearch({ learningRate: logUniform(1e-4, 1) }, ({ learningRate }) => finalLoss(adam({ learningRate })))
 * @param score asked once for each combination; what it throws is passed on
 * @throws InputError when nothing is to be searched, a score is no number, or the number of trials is no integer of at least 1
 */
export function randomSearch<Name extends string>(
  space: Readonly<Record<Name, Distribution>>,
  score: (options: Readonly<Record<Name, number>>) => number,
  options: RandomSearchOptions = {},
): RandomSearch<Name> {
  const { trials = 30, seed = 0 } = requireOptions("randomSearch", options, { trials: 0, seed: 0 });
  const names = Object.keys(space ?? {}) as Name[];
  if (names.length === 0) refuse("space", "at least one hyperparameter", names.length);
  for (const name of names) requireFunction(`space, ${name}`, space[name], "a distribution such as uniform(0, 1)");
  requireFunction("score", score, "a function of the hyperparameters");
  requireInteger("trials", trials, 1);
  const random = new Random(seed);
  const list = Array.from({ length: trials }, () => {
    const drawn = Object.fromEntries(names.map((name) => [name, space[name](random)])) as Record<Name, number>;
    return { options: drawn, score: checkedScore(score(drawn)) };
  });
  return { trials: list, best: bestTrial(list) };
}

function checkedScore(score: number): number {
  if (typeof score === "number") return score;
  throw new InputError("score", "a function that returns a number", `one that returned ${received(score)}`);
}

/** The trial with the least score, the first of equals; null when none has a finite one. */
export function bestTrial<Name extends string>(trials: readonly Trial<Name>[]): Trial<Name> | null {
  requireList("trials", trials, "a list of trials");
  const finite = trials.filter(({ score }) => Number.isFinite(score));
  return finite.length === 0 ? null : finite.reduce((best, trial) => (trial.score < best.score ? trial : best));
}

/**
 * Every number between `low` and `high` is as likely as any other.
 * @throws InputError when they are not finite, or `low` is not below `high`
 */
export function uniform(low: number, high: number): Distribution {
  requireFinite("uniform, low", low);
  requireAbove("uniform, high", high, low);
  return (random) => low + (high - low) * random.uniform();
}

/**
 * Every power of ten between `low` and `high` is as likely as any other: SciPy's `loguniform`, for quantities of which
 * the order of magnitude is in question, as learning rates are.
 * @throws InputError when `low` is not positive, `high` is not finite, or `low` is not below `high`
 */
export function logUniform(low: number, high: number): Distribution {
  requirePositive("logUniform, low", low);
  requireAbove("logUniform, high", high, low);
  return (random) => low * Math.exp(random.uniform() * Math.log(high / low));
}

function requireAbove(what: string, high: number, low: number): void {
  if (typeof high !== "number" || !(high > low && high < Infinity)) refuse(what, `a finite number above ${low}`, high);
}
