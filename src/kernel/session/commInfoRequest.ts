import type { Content, Request } from "../wire";
import type { Kernel } from "./kernel";

/** The comms that are open, all or those of one target. */
export function commInfo({ evaluator }: Kernel, { content }: Request): Content {
  const wanted = content.target_name;
  const open = Object.entries(evaluator.comms()).filter(([, { target_name }]) => wanted === undefined || wanted === null || target_name === wanted);
  return { status: "ok", comms: Object.fromEntries(open) };
}
