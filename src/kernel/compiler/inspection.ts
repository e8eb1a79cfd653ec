import type { Inspection } from "../parts";
import { type BoundFile, internals, ts } from "./engine";
import type { Environment } from "./environment";

const token = { isCancellationRequested: () => false, throwIfCancellationRequested: () => {} };

/**
 * What stands under the cursor: its type and documentation; with `detail` 1 also its parameters and other tags, and
 * where it is declared. Behind a closing or opening parenthesis, the function that is called.
 */
export function inspect(file: BoundFile, cursor: number, detail: 0 | 1, environment: Environment): Inspection {
  const info = quickInfo(file, cursor, environment) ?? quickInfo(file, calleeBefore(file.text, cursor), environment);
  if (!info?.displayParts?.length) return { found: false, text: "", markdown: "" };
  const type = ts.displayPartsToString(info.displayParts);
  if (info.kind === ts.ScriptElementKind.unknown && type === "any") return { found: false, text: "", markdown: "" }; // no such name
  const documentation = ts.displayPartsToString(info.documentation).trim();
  const tags = (info.tags ?? []).filter(({ name }) => detail === 1 || name === "deprecated").map(tagText);
  return {
    found: true,
    text: [type, documentation, tags.map(({ text }) => text).join("\n")].filter(Boolean).join("\n\n"),
    markdown: [`\`\`\`typescript\n${type}\n\`\`\``, documentation, tags.map(({ markdown }) => markdown).join("\n")].filter(Boolean).join("\n\n"),
  };
}

function quickInfo(file: BoundFile, position: number | undefined, { checker }: Environment): ts.QuickInfo | undefined {
  if (position === undefined) return undefined;
  const at = (place: number) => internals.getQuickInfoAtPosition(file, checker, token, place);
  return at(position) ?? (position > 0 ? at(position - 1) : undefined);
}

/** The end of the name in front of the innermost parenthesis that is open at the cursor. */
function calleeBefore(text: string, cursor: number): number | undefined {
  let depth = 0;
  for (let i = cursor - 1; i >= 0; i -= 1) {
    if (")]}".includes(text[i]!)) depth += 1;
    if ("([{".includes(text[i]!)) depth -= 1;
    if (depth < 0) return text[i] === "(" && i > 0 ? i - 1 : undefined;
  }
  return undefined;
}

function tagText({ name, text }: ts.JSDocTagInfo): { text: string; markdown: string } {
  const parts = text ?? [];
  const parameter = parts.find(({ kind }) => kind === "parameterName")?.text;
  const rest = parts.filter(({ kind }) => kind !== "parameterName").map((part) => part.text).join("").replace(/^[\s-]+/, "").trimEnd();
  const subject = [`@${name}`, parameter].filter(Boolean).join(" ");
  const isExample = name === "example";
  return {
    text: rest ? `${subject}${isExample ? "\n" : " — "}${rest}` : subject,
    markdown: rest ? `*${subject}*${isExample && !rest.startsWith("```") ? `\n\`\`\`typescript\n${rest}\n\`\`\`` : ` — ${rest}`}` : `*${subject}*`,
  };
}
