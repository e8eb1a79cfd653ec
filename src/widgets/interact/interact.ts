import { jupyterDisplay, runningKernel, type RunningKernel } from "../../display";
import { refuse } from "../../errors";
import { verticalBox } from "../boxes";
import { Control } from "../controls";
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
 * change. While it works, changes wait, and only the newest values are worked on. An error shows in the same place.
 * The saved notebook keeps the result for the first values beside the controls, for readers without a kernel.
 *
 * Without Slope's kernel it works once, on the first values, and says so in a line.
 * @returns when the first result is shown; `await` it
 * @throws what `work` throws for the first values; InputError when there is no control
 * @example
 * await interact({ learningRate: logSlider(-4, 0) }, ({ learningRate }) =>
 *   lossCurve(minimize(objective, gradientDescent({ learningRate }))));
 */
export async function interact<Controls extends Readonly<Record<string, Control<unknown>>>>(
  controls: Controls, work: (values: ValuesOf<Controls>) => unknown,
): Promise<void> {
  const named = Object.entries(controls);
  if (named.length === 0) refuse("interact, controls", "at least one control, such as { learningRate: logSlider(-4, 0) }", controls);
  for (const [name, control] of named) {
    if (!(control instanceof Control)) refuse(`interact, ${name}`, "a control, such as slider(0, 1)", control);
    control.label ||= asWords(name);
  }
  if (typeof work !== "function") refuse("interact, work", "a function of the values", work);
  const workOnce = () => work(Object.fromEntries(named.map(([name, { value }]) => [name, value])) as ValuesOf<Controls>);
  const kernel = runningKernel();
  const list = named.map(([, control]) => control);
  await (kernel ? workOnEachChange(kernel, list, workOnce) : workForFirstValues(list, workOnce));
}

async function workOnEachChange(kernel: RunningKernel, controls: Control<unknown>[], work: () => unknown): Promise<void> {
  const { outputs, thrown } = await workForTheCell(kernel, work);
  const longestLabel = Math.max(...controls.map(({ label }) => label.length));
  for (const control of controls) control.labelWidth = `${longestLabel + 1}ch`;
  const result = output();
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

async function workForFirstValues(controls: Control<unknown>[], work: () => unknown): Promise<void> {
  await showResult(work);
  console.log(`Shown for ${valuesInWords(controls)}; sliders to change that need Slope's kernel.`);
}

function valuesInWords(controls: Control<unknown>[]): string {
  return controls.map((control) => control.inWords()).join(", ");
}
