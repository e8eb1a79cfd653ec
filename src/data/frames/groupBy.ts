import type { DataFrame } from "danfojs-node";
import type { Cell } from "../../arrays";
import { refuse, requireList, requireOneOf } from "../../errors";
import { assembleFrame, dtypeOfNumbers, numberLabels } from "../frame";
import { frameColumn, isMissing, namesOf, requireFrame, type FrameColumn } from "./frameColumns";
import { firstRows, groupsOf, type Groups } from "./groups";
import { REDUCTIONS, type Reduction } from "./reductions";

/** What each new column is made of: `{ lightest: ["weight", "min"] }`. */
export type Aggregations = Readonly<Record<string, readonly [column: string, reduction: Reduction]>>;

/** A column of the result. */
interface Made {
  name: string;
  dtype: string;
  cells: Cell[];
}

/**
 * Puts the rows of equal values in one column, or several, into a group; then `mean()` and the like, or `aggregate`,
 * make a row of each. As pandas' `groupby(keys, as_index=False)`: the groups are sorted by their keys, and rows with a
 * missing key belong to none.
 * @throws InputError when there is no such column, or values of several kinds stand in it
 */
export function groupBy(frame: DataFrame, keys: string | readonly string[]): GroupedFrame {
  requireFrame("frame", frame);
  const names = namesOf("keys", keys);
  if (names.length === 0) refuse("keys", "at least one column", keys);
  return new GroupedFrame(frame, names.map((name) => frameColumn(frame, name)));
}

/**
 * The groups of a frame; {@link groupBy} makes one. Missing values do not count, whatever is computed. What is computed
 * without naming a column is computed of each column of numbers or truth values (1 and 0) that is no key.
 */
export class GroupedFrame {
  private readonly groups: Groups;
  private readonly keyColumns: Made[];

  constructor(private readonly frame: DataFrame, private readonly keys: readonly FrameColumn[]) {
    this.groups = groupsOf(keys, false);
    const heads = firstRows(this.groups);
    this.keyColumns = keys.map(({ name, dtype, kind, values }) =>
      ({ name, dtype, cells: Array.from(heads, (row) => cellOf(kind, values[row])) }));
  }

  /** How many rows each group has, in a column `size`. */
  size(): DataFrame {
    const rows = new Float64Array(this.groups.of.length);
    return this.assemble([this.reduce("size", "count", rows)]);
  }

  /** How many values are not missing, of every column that is no key. */
  count(): DataFrame {
    return this.assemble(this.others().map((column) => this.reduceColumn(column.name, "count", column)));
  }

  /** The sum; 0 of no values. */
  sum(): DataFrame {
    return this.reduceNumbers("sum");
  }

  /** The mean; NaN of no values, as with all below. */
  mean(): DataFrame {
    return this.reduceNumbers("mean");
  }

  /** The median: the mean of the two middle values when their number is even. */
  median(): DataFrame {
    return this.reduceNumbers("median");
  }

  /** The smallest value. */
  min(): DataFrame {
    return this.reduceNumbers("min");
  }

  /** The largest value. */
  max(): DataFrame {
    return this.reduceNumbers("max");
  }

  /** The standard deviation with the divisor n - 1; NaN of a single value. */
  std(): DataFrame {
    return this.reduceNumbers("std");
  }

  /** The variance with the divisor n - 1; NaN of a single value. */
  var(): DataFrame {
    return this.reduceNumbers("var");
  }

  /**
   * A column for each name, such as `aggregate({ cars: ["name", "count"], lightest: ["weight", "min"] })`.
   * @throws InputError when there is no such column or reduction, a column of text shall be reduced to a number, or a
   *   name is a key's
   */
  aggregate(aggregations: Aggregations): DataFrame {
    if (typeof aggregations !== "object" || aggregations === null) {
      refuse("aggregate", 'an object such as { lightest: ["weight", "min"] }', aggregations);
    }
    return this.assemble(Object.entries(aggregations).map(([name, pair]) => {
      const [source, reduction] = requireList(`aggregate, ${name}`, pair, 'a pair such as ["weight", "mean"]');
      if (this.isKey(name)) refuse("aggregate", "names that are not those of keys", name);
      requireOneOf(`aggregate, ${name}`, reduction, Object.keys(REDUCTIONS) as Reduction[]);
      return this.reduceColumn(name, reduction, frameColumn(this.frame, source));
    }));
  }

  private reduceNumbers(reduction: Reduction): DataFrame {
    const columns = this.others().filter(({ kind }) => kind !== "string");
    return this.assemble(columns.map((column) => this.reduceColumn(column.name, reduction, column)));
  }

  private reduceColumn(name: string, reduction: Reduction, column: FrameColumn): Made {
    if (column.kind !== "string") return this.reduce(name, reduction, column.values, column);
    if (reduction === "count") return this.reduce(name, reduction, presence(column.values), column);
    return refuse(`${reduction} of column ${JSON.stringify(column.name)}`, "numbers", "text", 'Of text there is "count"');
  }

  private reduce(name: string, reduction: Reduction, values: Float64Array, source?: FrameColumn): Made {
    const reduced = REDUCTIONS[reduction](values, this.groups.of, this.groups.count);
    const extreme = reduction === "min" || reduction === "max";
    const kind = extreme && source ? source.kind : "number";
    const whole = reduction === "count" || ((extreme || reduction === "sum") && source?.dtype !== "float32");
    const dtype = kind === "boolean" ? "boolean" : whole ? dtypeOfNumbers(reduced) : "float32";
    return { name, dtype, cells: Array.from(reduced, (value) => cellOf(kind, value)) };
  }

  /** The columns that are no keys. */
  private others(): FrameColumn[] {
    return this.frame.columns.filter((name) => !this.isKey(name)).map((name) => frameColumn(this.frame, name));
  }

  private isKey(name: string): boolean {
    return this.keys.some((key) => key.name === name);
  }

  private assemble(made: readonly Made[]): DataFrame {
    const all = [...this.keyColumns, ...made];
    return assembleFrame({
      names: all.map(({ name }) => name),
      dtypes: all.map(({ dtype }) => dtype),
      columns: all.map(({ cells }) => [...cells]),
      labels: numberLabels(this.groups.count),
    });
  }
}

/** A number as a cell of its kind again. */
function cellOf(kind: FrameColumn["kind"], value: Cell): Cell {
  return kind === "boolean" && !isMissing(value) ? value === 1 : value;
}

/** Any number where a text stands, NaN where it is missing. */
function presence(texts: readonly Cell[]): Float64Array {
  return Float64Array.from(texts, (text) => (isMissing(text) ? NaN : 1));
}
