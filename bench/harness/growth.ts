import { linePlot, renderSvg } from "../../src/charts";
import type { Samples } from "./rounds";
import type { Size } from "./serve";
import { median } from "./statistics";
import type { Work } from "./workSuite";

/** An exponent needs fewer rounds than a time. */
const ROUNDS = 3;

/** One piece of work at several sizes. */
export interface GrowthSeries {
  name: string;
  title: string;
  unit: Work["unit"];
  /** What the workers call it; default `name`. */
  work?: string;
  /** Which size grows, and through which values (four at least). */
  along: string;
  values: readonly number[];
  /** The sizes that stay. */
  size?: Size;
  contestants: readonly string[];
  tolerance: number;
  /** The exponent of Slope's cost that its algorithm should have: 1 where it is proportional to what grows. */
  expected: number;
}

/** The works of a series, one a size. */
export function pointsOf({ name, title, unit, work = name, along, values, size, contestants, tolerance }: GrowthSeries): Work[] {
  return values.map((value) => ({
    name: pointName(name, along, value), title: `${title}, ${along} = ${value}`, unit, work, size: { ...size, [along]: value }, contestants, tolerance,
    aboveIdle: true, rounds: Object.fromEntries(contestants.map((name) => [name, ROUNDS])),
  }));
}

/** The slope of the least-squares line through the points' logarithms: y grows as x to this power. */
export function exponentOf(x: readonly number[], y: readonly number[]): number {
  const [logX, logY] = [x.map(Math.log), y.map(Math.log)];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logX), mean(logY)];
  const spread = logX.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return logX.reduce((sum, value, i) => sum + (value - meanX) * (logY[i]! - meanY), 0) / spread;
}

/** A contestant's medians in a series, at the sizes that it has been measured at. */
export function curveOf({ name, along, values }: GrowthSeries, contestant: string, samples: Samples): { x: number[]; y: number[] } {
  const found = values.flatMap((value) => {
    const of = samples[pointName(name, along, value)]?.[contestant];
    return of ? [{ x: value, y: median(of) }] : [];
  });
  return { x: found.map(({ x }) => x), y: found.map(({ y }) => y) };
}

/** The series as a Markdown table of exponents: what is expected of Slope, and what is measured of all. */
export function growthTable(series: readonly GrowthSeries[], samples: Samples): string {
  const contestants = [...new Set(series.flatMap((one) => one.contestants))];
  const rows = series.map((one) => [
    `${one.title} (${one.unit})`,
    `${one.along} = ${one.values.map((value) => value.toLocaleString("en-US")).join("; ")}`,
    String(one.expected),
    ...contestants.map((name) => {
      const { x, y } = curveOf(one, name, samples);
      return x.length > 1 ? exponentOf(x, y).toFixed(2) : "–";
    }),
  ]);
  const head = ["cost", "sizes", "expected exponent", ...contestants.map((name) => `measured, ${name}`)];
  return [head, head.map((_, column) => (column < 2 ? ":--" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The series as a picture on two logarithmic axes, where a power is a straight line. */
export function growthChart(series: GrowthSeries, samples: Samples): string {
  const curves = series.contestants.map((name) => ({ name, ...curveOf(series, name, samples) }));
  return renderSvg(linePlot({
    lines: curves, points: curves, xScale: "log", yScale: "log", title: series.title, xTitle: series.along, yTitle: `median (${series.unit})`,
  }));
}

function pointName(name: string, along: string, value: number): string {
  return `${name}, ${along} = ${value}`;
}
