import type { Content, Request } from "../wire";
import { field } from "./content";
import type { Entry } from "./history";
import type { Kernel } from "./kernel";

/** Cells of this session and of earlier ones: the last ones, a range of one session, or those that match a pattern. */
export function history({ history }: Kernel, request: Request): Content {
  const output = field(request, "output", "boolean", false);
  const tell = ({ session, line, source, result }: Entry) => [session, line, output ? [source, result ?? null] : source];
  return { status: "ok", history: select().map(tell) };

  function select(): Entry[] {
    const kind = field(request, "hist_access_type", "string", "range");
    const number = (name: string, fallback: number) => field(request, name, "number", fallback);
    if (kind === "tail") return history.tail(number("n", 10));
    if (kind === "range") return history.range(number("session", 0), number("start", 0), number("stop", Infinity));
    return history.search(field(request, "pattern", "string", "*"), number("n", Infinity), field(request, "unique", "boolean", false));
  }
}
