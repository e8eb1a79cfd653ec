/** What the kernel asks of the checker's process. */
export interface Question {
  id: number;
  ask: Ask;
}

export type Ask =
  | { what: "compile" | "compileExpression"; cell: number; code: string }
  | { what: "retract"; cell: number; names: string[] }
  | { what: "complete"; code: string; cursor: number }
  | { what: "inspect"; code: string; cursor: number; detail: 0 | 1 }
  | { what: "isComplete"; code: string }
  | { what: "forget" };

/** Its answer; `error` is a fault of the checker's own. */
export interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}
