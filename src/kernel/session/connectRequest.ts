import type { Content } from "../wire";
import type { Kernel } from "./kernel";

/** The ports of the kernel's channels. */
export function connect({ front }: Kernel): Content {
  return { status: "ok", ...Object.fromEntries(Object.entries(front.ports).map(([channel, port]) => [`${channel}_port`, port])) };
}
