import { refuse, requireInteger } from "../errors";
import {
  assembleChart, CHART_OPTIONS, checkOptions, requireNames, sizeOf, type Chart, type ChartOptions, type Layer,
  type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { levelsOf, mapLayer, measureSurface, type Loss } from "./lossSurface";
import { frameLayer, minimumLayers, planePosition, planeSize, readDomain } from "./parameterPlane";
import { readSlider, type SliderRange } from "./slider";
import { pathColors, readPath, type Path, type Position, type Trajectory } from "./trajectories";

/** One of the knobs of a {@link trajectoryExplorer}. */
export interface TrajectorySlider extends SliderRange {
  /** The words before it. */
  name: string;
  /** Where it stands at first; default the middle. Rounded to a step. */
  start?: number;
  /** Default a fortieth of the range. */
  step?: number;
}

/** Options of {@link trajectoryExplorer}. The map is 460 x 380 pixels by default. */
export interface TrajectoryExplorerOptions extends ChartOptions {
  /** The loss as a function of two parameters. */
  loss: Loss;
  /** Smallest and largest first parameter. */
  xDomain: readonly [number, number];
  /** Smallest and largest second parameter. */
  yDomain: readonly [number, number];
  /** What the reader moves: one slider, or two. */
  sliders: readonly TrajectorySlider[];
  /** The path for the sliders' values, given in the order of the sliders; asked once for every position. */
  trajectory: (...values: number[]) => Omit<Trajectory, "name">;
  /** Where the loss is smallest; marked with a cross. Default none. */
  minimum?: { x: number; y: number };
  /** How many contour levels; default 10, spaced as in `lossContour`. */
  levels?: number;
  /** What the first parameter is; default "x". */
  xTitle?: string;
  /** What the second parameter is; default "y". */
  yTitle?: string;
}

/** A slider with the values that it can take. */
interface Knob {
  name: string;
  parameter: string;
  values: number[];
  step: number;
  start: number;
  bind: object;
}

/** A position of the sliders and the path that belongs to it. */
interface Setting {
  position: number[];
  values: number[];
  path: Path;
}

/** So many points of paths keep a chart well below 200 KB. */
const pointBudget = 8000;
const mostSettings = 441;

const KNOWN: OptionKinds<TrajectoryExplorerOptions> = {
  ...CHART_OPTIONS, loss: "function", xDomain: "list", yDomain: "list", sliders: "list", trajectory: "function",
  minimum: "other", levels: "other", xTitle: "text?", yTitle: "text?",
};

/**
 * The path of an optimizer over a loss of two parameters, for every position of one or two sliders: the reader moves
 * the learning rate and the path follows, also in an exported report. Long paths are drawn up to their first steps when
 * there are many positions; the words on the map tell where they end.
 * @throws InputError when a domain or a slider's range is empty, there are none or more than two sliders or too many
 * positions, or a path is not as in `lossContour`
 */
export function trajectoryExplorer(options: TrajectoryExplorerOptions): Chart {
  checkOptions("trajectoryExplorer", options, KNOWN);
  const { loss, minimum, xTitle = "x", yTitle = "y" } = options;
  const size = sizeOf(options, planeSize);
  const xDomain = readDomain("xDomain", options.xDomain);
  const yDomain = readDomain("yDomain", options.yDomain);
  const knobs = readKnobs(options.sliders);
  const surface = measureSurface(loss, xDomain, yDomain, minimum);
  const levels = levelsOf(surface, requireInteger("levels", options.levels ?? 10, 2, 40));
  const settings = positionsOf(knobs).map((position): Setting => {
    const values = position.map((index, k) => knobs[k]!.values[index]!);
    const name = knobs.map((knob, k) => `${knob.name} ${formatNumber(values[k]!, 4)}`).join(", ");
    return { position, values, path: readPath({ name, ...options.trajectory(...values) }, loss, xDomain, yDomain) };
  });
  const position = planePosition(xDomain, yDomain, xTitle, yTitle);
  const shown = settings.find((setting) => setting.position.every((index, k) => index === knobs[k]!.start))!;
  return assembleChart(
    { ...options, ...size },
    {
      title: `Move ${knobs.map(({ name }) => name).join(" and ")}`,
      description: describe(options, knobs, surface.lowest, shown),
      params: knobs.map(({ parameter, values, start, bind }) => ({ name: parameter, value: values[start]!, bind })),
      resolve: { scale: { color: "independent" } },
      data: { values: rowsOf(settings) },
      layer: [
        mapLayer(surface, levels, size),
        frameLayer(xDomain, yDomain, position),
        ...pathLayers(settings, knobs, position),
        ...minimumLayers(minimum, position),
      ],
    },
  );
}

function readKnobs(sliders: readonly TrajectorySlider[]): Knob[] {
  if (sliders.length < 1 || sliders.length > 2) refuse("sliders", "one or two", sliders.length);
  requireNames("sliders", sliders);
  const knobs = sliders.map((slider, k): Knob => {
    const { name, ...range } = slider;
    const { minimum, maximum, step: wanted = (maximum - minimum) / 40 } = range;
    const { value, bind } = readSlider(name, { ...range, step: wanted });
    const { step } = bind;
    const count = Math.floor((maximum - minimum) / step + 1e-6) + 1;
    const values = Array.from({ length: count }, (_, i) => rounded(minimum + i * step));
    return { name, parameter: `slider${k}`, values, step, start: Math.min(count - 1, Math.round((value - minimum) / step)), bind };
  });
  const positions = knobs.reduce((product, { values }) => product * values.length, 1);
  if (positions > mostSettings) refuse("sliders", `at most ${mostSettings} positions`, positions, "Pass a larger step");
  return knobs;
}

/** Every combination of the sliders' positions. */
function positionsOf(knobs: Knob[]): number[][] {
  return knobs.reduce<number[][]>(
    (all, { values }) => all.flatMap((position) => values.map((_, index) => [...position, index])),
    [[]],
  );
}

/** One row a setting, with its steps as lists. */
function rowsOf(settings: Setting[]) {
  const most = Math.max(2, Math.floor(pointBudget / settings.length));
  return settings.map(({ position, path }) => {
    const steps = path.steps.slice(0, most);
    return {
      at: position.join(" "),
      words: outcome(path),
      step: steps.map(({ step }) => step),
      x: steps.map(({ x }) => short(x)),
      y: steps.map(({ y }) => short(y)),
    };
  });
}

/** The path and the words of the row that the sliders point at. */
function pathLayers(settings: Setting[], knobs: Knob[], position: Position): Layer[] {
  const indices = knobs.map(({ parameter, values, step }) => `round((${parameter} - ${values[0]!}) / ${step})`);
  const chosen = { filter: `datum.at == ${indices.join(" + ' ' + ")}` };
  const steps = [chosen, { flatten: ["step", "x", "y"] }];
  const order = { field: "step", type: "quantitative" as const };
  const color = pathColors[0]!;
  const { x, y } = settings[0]!.path.steps[0]!;
  const words = { align: "left", baseline: "top", fontSize: 13, fontWeight: 600, dx: 7, dy: 7 } as const;
  const wordsAt = { x: { value: 0 }, y: { value: 0 }, text: { field: "words", type: "nominal" as const } };
  return [
    {
      transform: steps,
      mark: { type: "line", color: "white", strokeWidth: 4.5, opacity: 0.75, clip: true },
      encoding: { ...position, order },
    },
    {
      transform: steps,
      mark: { type: "line", color, strokeWidth: 2, clip: true, point: { size: 20, filled: true, color } },
      encoding: {
        ...position,
        order,
        tooltip: [order, { field: "x", type: "quantitative" }, { field: "y", type: "quantitative" }],
      },
    },
    {
      data: { values: [{ x, y }] },
      mark: { type: "point", filled: true, color: "white", stroke: "#222", strokeWidth: 2, size: 70, opacity: 1, clip: true },
      encoding: position,
    },
    {
      transform: [chosen],
      mark: { type: "text", ...words, stroke: "white", strokeWidth: 4, strokeJoin: "round", strokeOpacity: 0.8 },
      encoding: wordsAt,
    },
    { transform: [chosen], mark: { type: "text", ...words, color: "#1a1a1a" }, encoding: wordsAt },
  ];
}

/** Four digits place a point to a fraction of a pixel. */
function short(value: number): number {
  return Number(value.toPrecision(4));
}

function outcome({ name, leaves, end }: Path): string {
  if (leaves !== undefined) return `${name}: leaves the picture at step ${leaves}`;
  return `${name}: loss ${formatNumber(end.loss, 3)} after ${end.step} steps`;
}

function describe(
  { xTitle = "x", yTitle = "y" }: TrajectoryExplorerOptions,
  knobs: Knob[],
  lowest: number,
  shown: Setting,
): string {
  const ranges = knobs.map(({ name, values }) => `${name} from ${formatNumber(values[0]!, 4)} to ${formatNumber(values.at(-1)!, 4)}`);
  return (
    `Contour map of the loss over ${xTitle} and ${yTitle}, whose smallest value is ${formatNumber(lowest, 4)}, with the path ` +
    `of an optimizer that follows ${knobs.length === 1 ? "a slider" : "two sliders"}: ${ranges.join("; ")}. At ${outcome(shown.path)}.`
  );
}
