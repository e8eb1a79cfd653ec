/** Whether two vectors of the same length have the same entries; never with a NaN among them. */
export function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  for (let j = 0; j < b.length; j++) if (a[j] !== b[j]) return false;
  return true;
}
