import type { Request } from "../wire";
import { field } from "./content";
import type { Kernel } from "./kernel";

/** Whether a message is for a comm that is open: it need not wait for a running cell that awaits something. */
export function isForOpenComm({ evaluator }: Kernel, { header, content }: Request): boolean {
  return ["comm_msg", "comm_close"].includes(header.msg_type) && Object.hasOwn(evaluator.comms(), String(content.comm_id));
}

/** Brings a front end's comm message to the code that listens; ends when that code has. */
export async function comm({ cells, evaluator }: Kernel, request: Request): Promise<void> {
  const { header, identities, content, metadata, buffers } = request;
  const id = field(request, "comm_id", "string");
  const cell = cells.hidden({ header, identities, silent: false, allowStdin: false });
  const message = { id, data: content.data ?? {}, metadata, buffers };
  if (header.msg_type === "comm_open") {
    await evaluator.comm(cell, { type: "open", target: field(request, "target_name", "string"), ...message });
  } else {
    await evaluator.comm(cell, { type: header.msg_type === "comm_msg" ? "msg" : "close", ...message });
  }
}
