import type { Content, Request } from "../wire";
import { field } from "./content";
import { toCodePoints, toUnits } from "./cursor";
import type { Kernel } from "./kernel";

/** What can stand at the cursor; with each name its kind and, where known, its type, as JupyterLab and VS Code show. */
export async function complete({ checker }: Kernel, request: Request): Promise<Content> {
  const code = field(request, "code", "string");
  const cursor = toUnits(code, field(request, "cursor_pos", "number", -1));
  const completions = await checker.complete(code, cursor);
  const [start, end] = [toCodePoints(code, completions.start), toCodePoints(code, completions.end)];
  return {
    status: "ok",
    matches: completions.matches.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    metadata: {
      _jupyter_types_experimental: completions.matches.map(({ text, kind, signature }) => ({ text, type: kind, signature, start, end })),
    },
  };
}
