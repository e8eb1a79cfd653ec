/** How often the parent is looked for (ms). */
const INTERVAL = 1000;

/** Calls `end` when the process that started this kernel is gone, if Jupyter has said (JPY_PARENT_PID) which that is. */
export function endWithParent(end: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!(parent > 1) || process.ppid !== parent) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, INTERVAL);
  timer.unref();
}
