import path from "node:path";

const KERNEL = path.resolve(__dirname, "../..") + path.sep;
const LOADER = "node:internal/modules/";
const CELL = /^cell \d+$/;

/**
 * Whose code is innermost at this moment: the kernel's, Node's and packages' that are being loaded must not be stopped
 * halfway. What Node or the language does for the kernel, such as to write to a pipe, is the kernel's.
 */
export function whereCodeStands(): "nowhere" | "kernel" | "node" | "package" | "cell" {
  const calls = callers();
  if (calls.length === 0) return "nowhere";
  const files = calls.map((call) => call.getFileName()).filter((file) => file !== null && file !== undefined);
  const owner = files.find((file) => !file.startsWith("node:"));
  if (owner?.startsWith(KERNEL)) return "kernel";
  if (files.find((file) => file.startsWith(LOADER) || CELL.test(file))?.startsWith(LOADER)) return "package";
  return files[0]?.startsWith("node:") ? "node" : "cell";
}

/** The calls below the guard's own, innermost first. */
function callers(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, calls) => calls;
  Error.stackTraceLimit = Infinity;
  const { stack } = new Error() as unknown as { stack: NodeJS.CallSite[] };
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const asked = stack.findIndex((call) => !call.getFileName());
  return stack.slice(asked + 1);
}
