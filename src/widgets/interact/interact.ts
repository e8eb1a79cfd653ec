import { jupyterDisplay, runningKernel, type RunningKernel } from "../../display";
import { refuse } from "../../errors";
import { verticalBox } from "../boxes";
import { Control } from "../controls";
import { showInside } from "../models";
import { output, showResult } from "../output";
import { asWords } from "./asWords";
import { Latest } from "./latest";
import { stillPicture } from "./stillPicture";

/** The values of controls, by the controls' names. */
export type ValuesOf<Controls> = {
  [Name in keyof Controls]: Controls[Name] extends Control<infer Value> ? Value : never;
};

/**
 * Shows controls and, below them, what `work` prints, shows and returns for their values; at once, and again for each
 * change. While it works, changes wait, and only the newest values are worked on. An error shows in the same place;
 * one for the first values is the cell's. Widgets of an earlier result are closed. The saved notebook keeps the first
 * result beside the controls, for readers without a kernel.
 *
 * Without Slope's kernel it works once, on the first values, and says so in a line.
 * @returns a promise only without Slope's kernel, of work that is asynchronous
 * @throws InputError when there is no control, something else is among them, or the work is no function
 * @example
 * interact({ learningRate: logSlider(-4, 0) }, ({ learningRate }) => {
 *   const { loss } = minimize(objective, gradientDescent({ learningRate }));
 *   return lossCurve({ runs: [{ name: "gradient descent", loss }] });
 * });
 */
export function interact<Controls extends Readonly<Record<string, Control<unknown>>>>(
  controls: Controls, work: (values: ValuesOf<Controls>) => unknown,
): void | Promise<void> {
  const named = Object.entries(controls ?? {});
  const example = "{ learningRate: logSlider(-4, 0) }";
  if (named.length === 0) refuse("interact, controls", `at least one control, such as ${example}`, controls);
  for (const [name, control] of named) {
    if (!(control instanceof Control)) refuse(`interact, ${name}`, "a control, such as slider(0, 1)", control);
    control.label ||= asWords(name);
  }
  if (typeof work !== "function") refuse("interact, work", "a function of the values", work);
  const list = named.map(([, control]) => control);
  const values = () => Object.fromEntries(named.map(([name, { value }]) => [name, value])) as ValuesOf<Controls>;
  const kernel = runningKernel();
  if (!kernel) return workForFirstValues(list, () => work(values()));
  kernel.keepRunning(workOnEachChange(kernel, list, () => work(values())));
}

async function workOnEachChange(kernel: RunningKernel, controls: Control<unknown>[], work: () => unknown): Promise<void> {
  const result = output();
  const { outputs, thrown } = await showInside(result.model, () => workForTheCell(kernel, work));
  const longestLabel = Math.max(...controls.map(({ label }) => label.length));
  for (const control of controls) control.labelWidth = `${longestLabel + 1}ch`;
  result.outputs = outputs;
  const newest = new Latest(() => result.capture(work));
  for (const control of controls) control.onChange(() => newest.request());
  const live = verticalBox([...controls, result])[jupyterDisplay]();
  const still = stillPicture(valuesInWords(controls), outputs);
  kernel.display({ ...live, ...still.data }, still.metadata);
  if (thrown) throw thrown.error;
}

/** The first result. What it throws is the cell's error, and no output: it need not be shown twice. */
async function workForTheCell(kernel: RunningKernel, work: () => unknown) {
  let thrown: { error: unknown } | undefined;
  const outputs = await kernel.capture(async () => {
    try {
      await showResult(work);
    } catch (error) {
      thrown = { error };
    }
  });
  return { outputs, thrown };
}

function workForFirstValues(controls: Control<unknown>[], work: () => unknown): void | Promise<void> {
  const explain = () => console.log(`Shown for ${valuesInWords(controls)}. To change it needs Slope's kernel.`);
  const shown = showResult(work);
  return shown instanceof Promise ? shown.then(explain) : explain();
}

function valuesInWords(controls: Control<unknown>[]): string {
  return controls.map((control) => control.inWords()).join(", ");
}
