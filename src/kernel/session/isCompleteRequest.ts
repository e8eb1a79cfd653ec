import type { Content, Request } from "../wire";
import { field } from "./content";
import { nameAskedAbout } from "./documentationPage";
import type { Kernel } from "./kernel";

/** Whether a console shall run the code when its reader presses Enter, or wait for another line. */
export async function isComplete({ checker }: Kernel, request: Request): Promise<Content> {
  const code = field(request, "code", "string");
  return nameAskedAbout(code) ? { status: "complete" } : { ...(await checker.isComplete(code)) };
}
