import type { Checker, Evaluator } from "../parts";
import type { Content, Request, Wire } from "../wire";
import type { Cells } from "./cells";
import type { History } from "./history";
import type { Interrupts } from "./interrupts";
import type { Outputs } from "./outputs";
import type { Stdin } from "./stdin";

/** What the handlers of requests work with. */
export interface Kernel {
  front: Pick<Wire, "ports" | "reply" | "publish" | "ask">;
  checker: Checker;
  evaluator: Evaluator;
  history: History;
  cells: Cells;
  outputs: Outputs;
  stdin: Stdin;
  interrupts: Interrupts;
  /** Stops what runs, as the reader wishes. */
  interrupt(): void;
}

/** Does what a request asks for and gives the content of its reply; nothing for messages that have none. */
export type Handler = (kernel: Kernel, request: Request) => Promise<Content | void> | Content | void;
