import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { refuse } from "../../errors";
import { projectRoot } from "../project";
import { runPython } from "../python";
import type { Parameter } from "./declarations";
import { findParameter, type ParameterValues } from "./notebookParameters";
import { valueFromData, valueFromText } from "./value";

/** The name and the words of a setting such as "learningRate=0.3". @throws InputError */
export function splitSetting(word: string): [name: string, text: string] {
  const [, name, text] = /^(\w+)=([\s\S]*)$/.exec(word) ?? [];
  return name === undefined ? refuse("--set", "name=value", word) : [name, text!];
}

/** Values out of settings such as "learningRate=0.3". @throws InputError for a wrong name or value, or a name twice */
export function readSettings(parameters: readonly Parameter[], words: readonly string[]): ParameterValues {
  const values: ParameterValues = {};
  for (const [name, text] of words.map(splitSetting)) {
    if (Object.hasOwn(values, name)) refuse("--set", `one value for ${name}`, "two");
    values[name] = valueFromText(findParameter(parameters, name), text);
  }
  return values;
}

/** Values out of a file of names with values, JSON or YAML. @throws InputError for a wrong file, name or value */
export async function readSettingsFile(parameters: readonly Parameter[], file: string): Promise<ParameterValues> {
  const data = await readMapping(file);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, valueFromData(findParameter(parameters, name), value)]));
}

async function readMapping(file: string): Promise<Record<string, unknown>> {
  const extension = path.extname(file).toLowerCase();
  if (![".json", ".yaml", ".yml"].includes(extension)) refuse("--set-file", "a file ending in .json, .yaml or .yml", file);
  if (!existsSync(file)) refuse("--set-file", "a file that exists", file);
  const { data, fault } = extension === ".json" ? readJson(file) : await readYaml(file);
  if (fault !== undefined) refuse(file, extension === ".json" ? "JSON" : "YAML", "something else", fault);
  if (typeof data !== "object" || data === null || Array.isArray(data)) refuse(file, "names with values", data);
  return data as Record<string, unknown>;
}

interface FileContent {
  data?: unknown;
  /** Why it cannot be read. */
  fault?: string;
}

function readJson(file: string): FileContent {
  try {
    return { data: JSON.parse(readFileSync(file, "utf8")) as unknown };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

async function readYaml(file: string): Promise<FileContent> {
  let content: FileContent = {};
  await runPython<FileContent>(path.join(projectRoot, "src/run/parameters/yaml_to_json.py"), [path.resolve(file)], (event) => (content = event));
  return content;
}
