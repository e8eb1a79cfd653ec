import { refuse, requireInteger } from "../../errors";
import { Random } from "../../random";
import { findParameter, splitSetting, valueFromText, type Parameter, type ParameterValue, type ParameterValues } from "../parameters";

/** What a sweep tries for one parameter: values, or random draws from a range. */
export type Axis =
  | { name: string; values: ParameterValue[] }
  | { name: string; from: number; to: number; log: boolean; integer: boolean };

const RANGE = /^([-+\d.e]+)\.\.([-+\d.e]+?)(:log)?$/i;

/**
 * Reads what a sweep varies: "rate=0.1,1" are two values, "rate=0.01..1" a range to draw from, "rate=0.01..1:log" one
 * whose logarithm is drawn evenly.
 *
 * @throws InputError for a wrong name or value, or a name twice
 */
export function readAxes(parameters: readonly Parameter[], words: readonly string[]): Axis[] {
  const settings = words.map(splitSetting);
  settings.forEach(([name], i) => {
    if (settings.findIndex(([other]) => other === name) !== i) refuse("--set", `one list for ${name}`, "two");
  });
  return settings.map(([name, text]) => readAxis(findParameter(parameters, name), text));
}

function readAxis(parameter: Parameter, text: string): Axis {
  const range = RANGE.exec(text);
  if (range === null) return { name: parameter.name, values: splitValues(text).map((value) => valueFromText(parameter, value)) };
  const [from, to] = [range[1]!, range[2]!].map((bound) => valueFromText(parameter, bound)) as [number, number];
  const log = range[3] !== undefined;
  if (!(from < to)) refuse(parameter.name, "a range from a smaller to a larger number", text);
  if (log && from <= 0) refuse(parameter.name, "a range above zero for :log", text);
  return { name: parameter.name, from, to, log, integer: parameter.type.kind === "integer" };
}

/** Splits at commas outside brackets, so that lists can be values. */
function splitValues(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|[^,[\]])+/g) ?? [text];
}

/** Every combination of the values, the last parameter changing fastest. @throws InputError for a range without --random */
export function grid(axes: readonly Axis[]): ParameterValues[] {
  return axes.reduce<ParameterValues[]>((runs, axis) => {
    if (!("values" in axis)) {
      return refuse(axis.name, "values with commas between them", `${axis.from}..${axis.to}`, "A range needs --random and a number of runs");
    }
    return runs.flatMap((run) => axis.values.map((value) => ({ ...run, [axis.name]: value })));
  }, [{}]);
}

/** So many digits of a random number are enough to tell runs apart, and can be typed. */
const DIGITS = 4;

/**
 * As many random runs: each value drawn from its list or its range, no run twice.
 * Lists alone have only so many combinations: no more runs than those.
 */
export function randomRuns(axes: readonly Axis[], count: number, seed: number): ParameterValues[] {
  requireInteger("--random", count, 1);
  const random = new Random(requireInteger("--seed", seed, 0, 2 ** 32 - 1));
  const isList = axes.every((axis) => "values" in axis);
  if (isList) {
    const all = grid(axes);
    return Array.from(random.permutation(all.length).subarray(0, count), (index) => all[index]!);
  }
  const runs = new Map<string, ParameterValues>();
  for (let tries = 0; runs.size < count && tries < 100 * count; tries++) {
    const run = Object.fromEntries(axes.map((axis) => [axis.name, draw(axis, random)]));
    runs.set(JSON.stringify(run), run);
  }
  return [...runs.values()];
}

function draw(axis: Axis, random: Random): ParameterValue {
  if ("values" in axis) return axis.values[random.integer(axis.values.length)]!;
  const { from, to, log, integer } = axis;
  if (integer && !log) return from + random.integer(to - from + 1);
  const share = random.uniform();
  const value = log ? from * (to / from) ** share : from + (to - from) * share;
  return integer ? Math.min(to, Math.round(value)) : Math.min(to, Math.max(from, Number(value.toPrecision(DIGITS))));
}

/**
 * What a sweep runs: the values of each run; checked against the notebook's parameters.
 * @param options `random`: so many random runs, default every combination; `seed` of the draws, default 0
 */
export function planRuns(
  parameters: readonly Parameter[], words: readonly string[], { random, seed = 0 }: { random?: number; seed?: number } = {},
): ParameterValues[] {
  const axes = readAxes(parameters, words);
  if (axes.length === 0) refuse("--set", "at least one parameter with its values: name=1,2,3", "none");
  return random === undefined ? grid(axes) : randomRuns(axes, random, seed);
}
