import { commInfo } from "./commInfoRequest";
import { comm } from "./commMessage";
import { complete } from "./completeRequest";
import { connect } from "./connectRequest";
import { execute } from "./executeRequest";
import { history } from "./historyRequest";
import { inspect } from "./inspectRequest";
import { isComplete } from "./isCompleteRequest";
import type { Handler } from "./kernel";
import { kernelInfo } from "./kernelInfoRequest";

/** Requests that wait until what came before them is done. */
export const IN_TURN = new Map<string, Handler>([
  ["execute_request", execute],
  ["comm_open", comm],
  ["comm_msg", comm],
  ["comm_close", comm],
]);

/** Requests that are answered at once, also while a cell runs. */
export const AT_ONCE = new Map<string, Handler>([
  ["kernel_info_request", kernelInfo],
  ["complete_request", complete],
  ["inspect_request", inspect],
  ["is_complete_request", isComplete],
  ["history_request", history],
  ["comm_info_request", commInfo],
  ["connect_request", connect],
  ["interrupt_request", ({ interrupt }) => (interrupt(), { status: "ok" })],
  ["shutdown_request", (_, { content }) => ({ status: "ok", restart: content.restart === true })],
]);
