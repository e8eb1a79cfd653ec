import { type Failure, currentCell, presumedActivity } from "./activity";

/**
 * Errors that nobody awaits or catches: of the cell (or handler) that started the code, while that runs; reported at
 * that cell afterwards. The process goes on.
 */
export function listenForStrays(report: (cell: number, failure: Failure) => void): void {
  const hear = (failure: Failure): void => {
    const activity = presumedActivity();
    if (activity?.isRunning) activity.end(failure);
    else if (!activity?.stopped) report(currentCell(), failure);
  };
  process.on("uncaughtException", (error) => hear({ error }));
  process.on("unhandledRejection", (error) => hear({ error, unawaited: true }));
}
