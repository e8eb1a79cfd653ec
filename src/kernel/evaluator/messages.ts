import type { CommMessage, CompiledCell, Outcome, Utterance } from "../parts";

/** The evaluator's pipes, as file descriptors of its process; 1 and 2 are what native code and children print. */
export const pipes = { requests: 3, events: 4, answers: 5, guard: 6 } as const;

/** What the kernel asks of the evaluator's process. */
export type Request =
  | { type: "run"; compiled: CompiledCell; place?: string }
  | { type: "preload"; cell: number; packages: string[] }
  | { type: "comm"; serial: number; cell: number; message: CommMessage };

/** What the evaluator's process says. */
export type Event =
  | { type: "ready" }
  | Exclude<Utterance, { type: "died" } | { type: "prompt" }>
  | { type: "prompt"; serial: number; cell: number; text: string; password: boolean }
  | { type: "outcome"; outcome: Outcome }
  | { type: "handled"; serial: number };

/** The reply to a prompt. */
export interface Answer {
  serial: number;
  text: string | null;
  /** The reader has interrupted the cell that waits. */
  interrupted?: boolean;
}

/**
 * An event and its place among what was printed: before it, a mark with its number went to each of the descriptors
 * named, after all that had been printed there. An outcome needs none: until it is known no other cell runs, so that
 * all that has been printed by then comes before it.
 */
export interface Frame {
  number: number;
  marked: (1 | 2)[];
  event: Event;
}

/** The bytes of a mark, around its number. Nobody prints a zero byte followed by a secret. */
export function markFrame(secret: string): { head: string; tail: string } {
  return { head: `\0${secret}:`, tail: "\n" };
}
