import type { Content } from "../wire";
import type { Kernel } from "./kernel";

/** `name?`, `?name`, with members, and a second question mark for more. No TypeScript begins or ends so. */
const QUESTION = /^\s*(?:(\?{1,2})\s*([\p{L}\p{N}_$.]+)|([\p{L}\p{N}_$.]+)\s*(\?{1,2}))\s*$/u;

/** What a cell like `tf.add?` asks about. */
export interface Question {
  name: string;
  detail: 0 | 1;
}

/** The question that a cell is, if it is one, as IPython knows them. */
export function nameAskedAbout(code: string): Question | undefined {
  const [, before, first, second, after] = QUESTION.exec(code) ?? [];
  const name = first ?? second;
  return name === undefined ? undefined : { name, detail: (before ?? after) === "??" ? 1 : 0 };
}

/** The documentation as the payload that a front end shows as a page. */
export async function documentationPage({ checker, outputs }: Kernel, cell: number, { name, detail }: Question): Promise<Content[]> {
  const { found, text, markdown } = await checker.inspect(name, name.length, detail);
  if (found) return [{ source: "page", data: { "text/plain": text, "text/markdown": markdown }, start: 0 }];
  outputs.show({ type: "stream", cell, name: "stderr", text: `There is no \`${name}\` here.\n` });
  outputs.flush();
  return [];
}
