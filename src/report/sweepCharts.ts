import { linePlot, sweepMap, type Chart } from "../charts";
import type { RecordedValue } from "../notebook";
import type { ParameterValue, SweepRun } from "../run";

/** The charts that compare the runs of a sweep by one recorded number; none where no run recorded a finite one. */
export function comparisonCharts(runs: readonly SweepRun[], record: string): Chart[] {
  const finite = runs.map((run) => run.records[record]).filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  if (finite.length === 0) return [];
  const axes = axesOf(runs);
  if (!isGrid(runs, axes)) return axes.filter(isNumeric).map((axis) => scatter(runs, axis, record, finite));
  if (axes.length === 1 && isNumeric(axes[0]!)) return [scatter(runs, axes[0]!, record, finite)];
  return [gridMap(runs, axes, record, finite)];
}

/** A parameter that differs between runs, with its values. */
interface Axis {
  name: string;
  values: ParameterValue[];
}

function axesOf(runs: readonly SweepRun[]): Axis[] {
  const names = Object.keys(runs[0]!.parameters);
  const axes = names.map((name) => ({ name, values: distinct(runs.map(({ parameters }) => parameters[name]!)) }));
  const varied = axes.filter(({ values }) => values.length > 1);
  return varied.length > 0 ? varied : axes.slice(0, 1);
}

const isNumeric = ({ values }: Axis) => values.every((value) => typeof value === "number");
const word = (value: ParameterValue) => (typeof value === "string" ? value : JSON.stringify(value));

function distinct(values: ParameterValue[]): ParameterValue[] {
  const all = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return all.every((value) => typeof value === "number") ? (all as number[]).sort((a, b) => a - b) : all;
}

function isGrid(runs: readonly SweepRun[], axes: readonly Axis[]): boolean {
  return runs.length === axes.reduce((count, { values }) => count * values.length, 1);
}

/** Numbers that span more than two powers of ten are told apart on a log scale only. */
function scaleOf(values: readonly number[]): "linear" | "log" {
  return Math.min(...values) > 0 && Math.max(...values) > 100 * Math.min(...values) ? "log" : "linear";
}

function scatter(runs: readonly SweepRun[], { name, values }: Axis, record: string, finite: readonly number[]): Chart {
  const drawn = runs.filter((run) => finite.includes(run.records[record] as number));
  return linePlot({
    points: [{ name: record, x: drawn.map((run) => run.parameters[name] as number), y: drawn.map((run) => run.records[record] as number) }],
    xScale: scaleOf(values as number[]), yScale: scaleOf(finite),
    title: `${record} by ${name}`, xTitle: name, yTitle: record,
  });
}

/** The parameter with the most values across, all others down. */
function gridMap(runs: readonly SweepRun[], axes: readonly Axis[], record: string, finite: readonly number[]): Chart {
  const across = axes.reduce((widest, axis) => (axis.values.length > widest.values.length ? axis : widest));
  const down = axes.filter((axis) => axis !== across);
  const rowOf = (run: SweepRun) => down.map(({ name }) => (down.length === 1 ? word(run.parameters[name]!) : `${name} ${word(run.parameters[name]!)}`)).join(", ");
  const rows = down.length === 0 ? ["all runs"] : distinctRows(runs, down, rowOf);
  const cell = (row: string, column: ParameterValue) =>
    runs.find((run) => (down.length === 0 || rowOf(run) === row) && word(run.parameters[across.name]!) === word(column))!;
  return sweepMap({
    columns: across.values.map(word),
    rows,
    values: rows.map((row) => across.values.map((column) => cellValue(cell(row, column), record))),
    colorScale: scaleOf(finite),
    columnTitle: across.name,
    rowTitle: down.length === 0 ? "runs" : down.length === 1 ? down[0]!.name : "the others",
    valueTitle: record,
    title: `${record} of ${runs.length} runs`,
  });
}

function distinctRows(runs: readonly SweepRun[], down: readonly Axis[], rowOf: (run: SweepRun) => string): string[] {
  const place = (run: SweepRun) => down.map(({ name, values }) => values.findIndex((value) => word(value) === word(run.parameters[name]!)));
  const ordered = [...runs].sort((a, b) => place(a).map((index, i) => index - place(b)[i]!).find((difference) => difference !== 0) ?? 0);
  return [...new Set(ordered.map(rowOf))];
}

function cellValue(run: SweepRun, record: string): number | string {
  const value: RecordedValue | undefined = run.records[record];
  if (run.status === "failed") return "failed";
  return typeof value === "number" ? value : "none";
}
