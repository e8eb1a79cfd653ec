/**
 * Writes `share` times the gradient of half the squared errors of some rows into `gradient`: the sum of
 * `(intercept + w . x_i - y_i) (1, x_i)` over the rows chosen, where (intercept, w) are the parameters; without an
 * intercept the first is left out of both.
 * @param values the rows, one after the other
 */
export type BatchGradient = (
  values: Float64Array, target: Float64Array, indices: Uint32Array, parameters: Float64Array, gradient: Float64Array, share: number,
) => void;

/** Up to so many columns a function is written out for them. */
const MOST_COLUMNS = 16;
const writtenOut = new Map<string, BatchGradient>();

/** The batch gradient for so many columns: where there are few, one without loops over them, in two thirds of the time. */
export function batchGradient(columns: number, fitIntercept: boolean): BatchGradient {
  if (columns > MOST_COLUMNS) return plainBatchGradient(columns, fitIntercept);
  const key = `${columns} ${fitIntercept}`;
  let found = writtenOut.get(key);
  if (!found) writtenOut.set(key, (found = writeOut(columns, fitIntercept)));
  return found;
}

/** Parameters, sums and a row's entries each in a variable of its own. */
function writeOut(columns: number, fitIntercept: boolean): BatchGradient {
  const each = (text: (j: number) => string, between = " "): string => Array.from({ length: columns }, (_, j) => text(j)).join(between);
  const first = fitIntercept ? 1 : 0;
  const body = `"use strict";
    const intercept = ${fitIntercept ? "parameters[0]" : "0"};
    ${each((j) => `const w${j} = parameters[${first + j}];`)}
    let total = 0;
    ${each((j) => `let sum${j} = 0;`)}
    for (let k = 0; k < indices.length; k++) {
      const i = indices[k];
      const row = i * ${columns};
      ${each((j) => `const x${j} = values[row + ${j}];`)}
      const error = intercept - target[i] + (${each((j) => `x${j} * w${j}`, " + ")});
      total += error;
      ${each((j) => `sum${j} += error * x${j};`)}
    }
    ${fitIntercept ? "gradient[0] = share * total;" : ""}
    ${each((j) => `gradient[${first + j}] = share * sum${j};`)}`;
  return new Function("values", "target", "indices", "parameters", "gradient", "share", body) as BatchGradient;
}

/** The same for any number of columns. */
export function plainBatchGradient(columns: number, fitIntercept: boolean): BatchGradient {
  const first = fitIntercept ? 1 : 0;
  return (values, target, indices, parameters, gradient, share) => {
    const intercept = fitIntercept ? parameters[0] : 0;
    let total = 0;
    let k = 0;
    gradient.fill(0);
    // Four rows at a time need the parameters and the gradient only once.
    for (; k + 3 < indices.length; k += 4) {
      const [i0, i1, i2, i3] = [indices[k], indices[k + 1], indices[k + 2], indices[k + 3]];
      const [row0, row1, row2, row3] = [i0 * columns, i1 * columns, i2 * columns, i3 * columns];
      let error0 = intercept - target[i0];
      let error1 = intercept - target[i1];
      let error2 = intercept - target[i2];
      let error3 = intercept - target[i3];
      for (let j = 0; j < columns; j++) {
        const coefficient = parameters[first + j];
        error0 += values[row0 + j] * coefficient;
        error1 += values[row1 + j] * coefficient;
        error2 += values[row2 + j] * coefficient;
        error3 += values[row3 + j] * coefficient;
      }
      total += error0 + error1 + (error2 + error3);
      for (let j = 0; j < columns; j++) {
        gradient[first + j] += error0 * values[row0 + j] + error1 * values[row1 + j]
          + (error2 * values[row2 + j] + error3 * values[row3 + j]);
      }
    }
    for (; k < indices.length; k++) {
      const row = indices[k] * columns;
      let error = intercept - target[indices[k]];
      for (let j = 0; j < columns; j++) error += values[row + j] * parameters[first + j];
      total += error;
      for (let j = 0; j < columns; j++) gradient[first + j] += error * values[row + j];
    }
    if (fitIntercept) gradient[0] = total;
    for (let j = 0; j < gradient.length; j++) gradient[j] *= share;
  };
}
