import { inspect, type InspectOptions } from "node:util";
import { toMatrix, type MatrixLike } from "../arrays";
import { InputError, inspected, refuse } from "../errors";
import { featureNames, requireSameFeatures } from "./featureNames";

/** What a linear model has learned. */
export interface LinearFit {
  /** d numbers, one for each feature. */
  readonly coefficients: Float64Array;
  /** 0 without an intercept. */
  readonly intercept: number;
  /** The columns' names when `fit` got a DataFrame, otherwise null. */
  readonly featureNames: string[] | null;
}

/** What all linear models share: `intercept + coefficients . x`, and the fitted values to read. */
export abstract class LinearModel<Fit extends LinearFit> {
  protected abstract readonly options: object;
  protected fitted: Fit | null = null;

  /** d numbers, one for each feature. @throws InputError before `fit` */
  get coefficients(): Float64Array {
    return this.require("coefficients").coefficients;
  }

  /** The value where all features are zero; 0 without an intercept. @throws InputError before `fit` */
  get intercept(): number {
    return this.require("intercept").intercept;
  }

  /** The columns' names when `fit` got a DataFrame, otherwise null. @throws InputError before `fit` */
  get featureNames(): string[] | null {
    return this.require("featureNames").featureNames;
  }

  /** `Ridge { alpha: 2, intercept: 1, coefficients: [ … ] }` for `console.log`: its options and what it has learned. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { intercept, coefficients, featureNames } = this.fitted ?? {};
    return inspected(this, { ...this.options, intercept, coefficients, featureNames }, options);
  }

  /** One value a row. @throws InputError before `fit`, or for other columns than in fit */
  protected linearPredictions(features: MatrixLike, use: string): Float64Array {
    return linearPredictions(this.require(use), features);
  }

  protected require(use: string): Fit {
    if (!this.fitted) throw new InputError(this.constructor.name, `a call of fit before ${use}`, "an unfitted model");
    return this.fitted;
  }
}

/** Splits parameters, the intercept first when there is one, into what a model shows. */
export function linearFit(parameters: Float64Array, fitIntercept: boolean, features: MatrixLike): LinearFit {
  return {
    coefficients: parameters.slice(fitIntercept ? 1 : 0),
    intercept: fitIntercept ? parameters[0] : 0,
    featureNames: featureNames(features),
  };
}

/** `intercept + coefficients . x` for each row. @throws InputError when the columns are not those of `fit` */
export function linearPredictions(fit: LinearFit, features: MatrixLike): Float64Array {
  const { coefficients, intercept } = fit;
  const { rows, columns, values } = toMatrix(features);
  if (columns !== coefficients.length) refuse("features", `${coefficients.length} columns, as in fit`, columns);
  requireSameFeatures(fit.featureNames, features);
  const predictions = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let prediction = intercept;
    for (let j = 0; j < columns; j++) prediction += values[i * columns + j] * coefficients[j];
    predictions[i] = prediction;
  }
  return predictions;
}
