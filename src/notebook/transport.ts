import { sep } from "node:path";
import { runningKernel, type Display } from "../display";

/** What tslab's own kernel offers while a cell runs. */
interface StockKernel {
  lastWriteDisplayData: ((message: Display & { transient: object }, update: boolean) => void) | null;
}

/** Shows a value in the running cell, in Slope's kernel or in tslab's; outside a kernel, prints its plain text. */
export function send(display: Display): void {
  const kernel = runningKernel();
  if (kernel) return kernel.display(display.data, display.metadata);
  const write = stockKernel()?.lastWriteDisplayData;
  if (write) write({ ...display, transient: {} }, false);
  else console.log(String(display.data["text/plain"]));
}

/**
 * The tslab kernel of this process. It is looked up among the loaded modules and never loaded: what matters is the
 * instance that runs, and loading another would bring a TypeScript compiler along.
 */
function stockKernel(): StockKernel | undefined {
  const place = ["tslab", "dist", "jupyter.js"].join(sep);
  const path = Object.keys(require.cache).find((file) => file.endsWith(sep + place));
  return path === undefined ? undefined : (require.cache[path]!.exports as StockKernel);
}
