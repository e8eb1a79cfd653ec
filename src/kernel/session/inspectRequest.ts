import type { Content, Request } from "../wire";
import { field } from "./content";
import { toUnits } from "./cursor";
import type { Kernel } from "./kernel";

/** Type and documentation of what stands at the cursor. */
export async function inspect({ checker }: Kernel, request: Request): Promise<Content> {
  const code = field(request, "code", "string");
  const cursor = toUnits(code, field(request, "cursor_pos", "number", -1));
  const detail = field(request, "detail_level", "number", 0) === 1 ? 1 : 0;
  const { found, text, markdown } = await checker.inspect(code, cursor, detail);
  return { status: "ok", found, data: found ? { "text/plain": text, "text/markdown": markdown } : {}, metadata: {} };
}
