/** A table as the contestants' results are compared: how many rows, sums, and the rows at some places. */
export function tableValues(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const rows = x.length;
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
  const places = Array.from({ length: Math.min(rows, 1000) }, (_, k) => Math.floor((k * rows) / Math.min(rows, 1000)));
  return [rows, sum(x) / rows, sum(y) / rows, ...places.flatMap((place) => [x[place]!, y[place]!])];
}

/** The same of groups, which not every library sorts. */
export function groupValues(cities: readonly string[], x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const order = cities.map((_, i) => i).sort((a, b) => (cities[a]! < cities[b]! ? -1 : 1));
  return order.flatMap((i) => [x[i]!, y[i]!]);
}
