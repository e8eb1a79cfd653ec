import { currentCell, presumedActivity } from "./activity";

/**
 * Errors that nobody awaits or catches: of the cell (or handler) that started the code, while that runs; reported at
 * that cell afterwards. The process goes on.
 */
export function listenForStrays(report: (cell: number, error: unknown) => void): void {
  const hear = (error: unknown): void => {
    const activity = presumedActivity();
    if (activity?.isRunning) activity.end({ error });
    else if (!activity?.stopped) report(currentCell(), error);
  };
  process.on("uncaughtException", hear);
  process.on("unhandledRejection", hear);
}
