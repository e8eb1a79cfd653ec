import { readFrame } from "../pipe/frames";
import { currentCell } from "./activity";
import { KeyboardInterrupt } from "./interrupt/keyboardInterrupt";
import { pipes, type Answer } from "./messages";
import type { Outlet } from "./outlet";

let serial = 0;

/**
 * Asks the reader for a line and waits for it, with everything else of this process; null when there is no answer.
 *
 * @throws KeyboardInterrupt when the reader interrupts in place of answering
 */
export function askReader(outlet: Outlet, text: string, password: boolean): string | null {
  outlet.say({ type: "prompt", serial: ++serial, cell: currentCell(), text, password });
  for (;;) {
    const answer = readFrame(pipes.answers) as Answer;
    // an answer to an earlier prompt may have come too late
    if (answer.serial !== serial) continue;
    if (answer.interrupted) throw new KeyboardInterrupt();
    return answer.text;
  }
}
