import { Random } from "../random";

/**
 * Chooses at most `most` of many points: those with the smallest and largest x and y, then others at random
 * (always the same for the same data), in their old order.
 * @returns the indices chosen
 */
export function samplePoints(x: Float64Array, y: Float64Array, most: number): Uint32Array {
  if (x.length <= most) return Uint32Array.from(x.keys());
  const chosen = new Set([...extremes(x), ...extremes(y)]);
  for (const index of new Random(0).permutation(x.length)) {
    if (chosen.size >= most) break;
    chosen.add(index);
  }
  return Uint32Array.from(chosen).sort();
}

/**
 * Thins a long series to about `most` values: the first, the last, and the smallest and largest of each of
 * `most / 2` equal stretches, so that no spike is lost.
 * @returns the indices kept, ascending
 */
export function thinSeries(values: Float64Array, most: number): Uint32Array {
  if (values.length <= most) return Uint32Array.from(values.keys());
  const stretches = Math.max(1, Math.floor(most / 2));
  const kept = new Set([0, values.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * values.length) / stretches);
    const end = Math.floor(((stretch + 1) * values.length) / stretches);
    for (const index of extremes(values.subarray(start, end))) kept.add(start + index);
  }
  return Uint32Array.from(kept).sort();
}

/** The indices of the smallest and of the largest value. */
function extremes(values: Float64Array): [number, number] {
  let smallest = 0;
  let largest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[smallest]!) smallest = i;
    if (values[i]! > values[largest]!) largest = i;
  }
  return [smallest, largest];
}

/** The smallest and largest of some finite numbers. */
export function rangeOf(values: Float64Array): [number, number] {
  const [smallest, largest] = extremes(values);
  return [values[smallest]!, values[largest]!];
}
