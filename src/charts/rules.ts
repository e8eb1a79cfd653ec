import { requireFinite } from "../errors";
import { letterWidth, type Layer } from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { neutralColor } from "./theme";

/** A dashed line across the picture at one x or one y, with a word beside it. */
export type PlotRule = { label: string; x: number } | { label: string; y: number };

/** A rule with its axis. */
export interface Rule {
  readonly label: string;
  readonly axis: "x" | "y";
  readonly at: number;
}

/** An axis as far as a rule is concerned. */
export interface RuleAxis {
  readonly domain: readonly [number, number];
  readonly scale: "linear" | "log";
}

const lineHeight = 17;

/** @throws InputError when a place is no finite number */
export function readRules(rules: readonly PlotRule[] = []): Rule[] {
  return rules.map((rule) => {
    const [axis, at] = "x" in rule ? (["x", rule.x] as const) : (["y", rule.y] as const);
    return { label: rule.label, axis, at: requireFinite(`rule "${rule.label}"`, at) };
  });
}

/** Whether the domain has the rule's place. */
export function isInside({ at }: Rule, [low, high]: readonly [number, number]): boolean {
  return low <= at && at <= high;
}

/** What a picture says of a rule that it cannot show. */
export function outsideNote({ label, axis, at }: Rule): string {
  return `${label} (${axis} = ${formatNumber(at, 4)}) lies outside the picture`;
}

/** A dashed line for each rule, and its word where there is room. All are inside of their axes' domains. */
export function ruleLayers(rules: readonly Rule[], xAxis: RuleAxis, width: number): Layer[] {
  const upright = rules.filter(({ axis }) => axis === "x").map(({ at }) => along(at, xAxis) * width);
  let row = 0;
  return rules.flatMap((rule) => {
    const place = rule.axis === "x" ? uprightPlace(rule, along(rule.at, xAxis) * width, upright, width, row++) : levelPlace(width);
    const data = { values: [{ at: rounded(rule.at), label: rule.label }] };
    return [
      { data, mark: { type: "rule" as const, strokeDash: [5, 4], strokeWidth: 1.3, clip: true }, encoding: place.line },
      {
        data,
        mark: { type: "text" as const, color: neutralColor, ...place.word },
        encoding: { ...place.line, ...place.edge, text: { field: "label", type: "nominal" as const } },
      },
    ];
  });
}

/** The share of an axis that lies before a value. */
function along(value: number, { domain, scale }: RuleAxis): number {
  const [at, low, high] = [value, ...domain].map((number) => (scale === "log" ? Math.log(number) : number)) as [number, number, number];
  return (at - low) / (high - low);
}

/** The word on the side that is free, each one line below the last. */
function uprightPlace({ label }: Rule, pixel: number, others: number[], width: number, row: number) {
  const free = (side: 1 | -1) =>
    [...others, 0, width].map((other) => side * (other - pixel)).reduce((least, gap) => (gap > 0 ? Math.min(least, gap) : least), width);
  const rightward = free(1) > letterWidth * label.length + 12 || free(1) >= free(-1);
  return {
    line: { x: { field: "at", type: "quantitative" as const } },
    edge: { y: { value: 0 } },
    word: {
      align: rightward ? ("left" as const) : ("right" as const),
      baseline: "top" as const,
      dx: rightward ? 6 : -6,
      dy: 4 + lineHeight * row,
    },
  };
}

/** The word behind the right end of the line, where no curve crosses it. */
function levelPlace(width: number) {
  return {
    line: { y: { field: "at", type: "quantitative" as const } },
    edge: { x: { value: width } },
    word: { align: "left" as const, baseline: "middle" as const, dx: 6 },
  };
}
