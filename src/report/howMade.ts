import path from "node:path";
import { injectedValues, notebookParameters, projectRoot, type NotebookDocument, type RunRecord } from "../run";
import { dataSources, type DataSource } from "./dataSources";
import { versions } from "./versions";

/** How a report came about: enough for a reader to make it again. */
export interface HowMade {
  /** When, from what and in how long: a sentence. */
  origin: string;
  parameters: ParameterLine[];
  seed: string;
  data: DataSource[];
  versions: string[];
}

/** A parameter of the run. */
export interface ParameterLine {
  name: string;
  /** The value of this run, as TypeScript. */
  value: string;
  /** The value in the notebook, where the run had another. */
  changedFrom?: string;
  meaning: string;
}

/**
 * @param notebook the notebook with its outputs
 * @param source where it came from
 * @param known its run, or a sentence on its origin; neither for a notebook that was saved by someone
 */
export async function howMade(notebook: NotebookDocument, source: string, known: { run?: RunRecord; origin?: string }): Promise<HowMade> {
  const parameters = parameterLines(notebook);
  return {
    origin: known.origin ?? (known.run ? originOfRun(known.run) : originOfSaved(source)),
    parameters,
    seed: seedSentence(parameters),
    data: await dataSources(notebook, path.dirname(source)),
    versions: versions(),
  };
}

function originOfRun({ source, startedAt, seconds, cells }: RunRecord): string {
  const all = cells === 1 ? "its one code cell" : `all ${cells} code cells`;
  return `Made on ${day(startedAt)} from ${notebookName(source)}: ${all} run in order in a clean kernel, in ${seconds.toFixed(1)} s.`;
}

function originOfSaved(source: string): string {
  return `Exported on ${day(new Date())} from ${notebookName(source)} as it was saved; when its cells were run is not known.`;
}

/** "22 November 2026 at 10:13 UTC" */
export function day(date: Date): string {
  return `${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(date)} UTC`;
}

/** A notebook of the project by its place there, any other by its name: where it lies is nobody's business. */
export function notebookName(source: string): string {
  const inside = path.relative(projectRoot, source).split(path.sep).join("/");
  return inside.startsWith("..") || inside.startsWith(".slope") ? path.basename(source) : inside;
}

export function parameterLines(notebook: NotebookDocument): ParameterLine[] {
  const changed = injectedValues(notebook);
  return notebookParameters(notebook).map(({ name, initial, meaning }) => {
    const value = changed[name];
    return value === undefined || value === initial ? { name, value: initial, meaning } : { name, value, changedFrom: initial, meaning };
  });
}

function seedSentence(parameters: readonly ParameterLine[]): string {
  const seeds = parameters.filter(({ name }) => /seed$/i.test(name)).map(({ name, value }) => `${name} = ${value}`);
  return seeds.length === 0 ? "none among the parameters" : seeds.join(", ");
}
