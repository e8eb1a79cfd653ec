/**
 * What tables need, for danfo's frames. danfo 1.2.0 has most of it too, but
 * - `sortValues`, `loc`, `drop({ index })`, `groupby` of many keys and `dropDuplicates` take a
 *   time proportional to the square of the rows;
 * - `sortValues` leaves rows in disorder where a NaN is among them, and takes "b" and "B" for equal;
 * - `groupby(["a", "b"])` takes "x-y", "z" and "x", "y-z" for the same keys, and its means are NaN where a NaN is;
 * - `concat` adds the rows to its first frame as well, which is broken then, and overflows the stack from some 100,000
 *   rows on;
 * - columns of typed arrays throw, or make a wrong frame where there are as many rows as columns;
 * - `frame.column(name)` copies all labels and compares them with each other.
 */
export { concatFrames } from "./concatFrames";
export { dropDuplicates, type DuplicatesOptions } from "./dropDuplicates";
export { filterRows, type RowTest } from "./filterRows";
export { groupBy, GroupedFrame, type Aggregations } from "./groupBy";
export type { Reduction } from "./reductions";
export { selectColumns } from "./selectColumns";
export { sortValues, type SortOptions } from "./sortValues";
export { dropRows, takeRows } from "./takeRows";
export { fromColumns, toTypedArrays, type ColumnsByName } from "./typedArrays";
