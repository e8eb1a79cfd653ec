import path from "node:path";

const KERNEL = path.resolve(__dirname, "../..") + path.sep;
const LOADER = "node:internal/modules/";
const CELL = /^cell \d+$/;

/** Whose code it is. */
export type Owner = "nowhere" | "kernel" | "node" | "package" | "cell";

/**
 * Whose code is innermost at this moment: the kernel's, Node's and packages' that are being loaded must not be stopped
 * halfway. What Node or the language does for the kernel, such as to write to a pipe, is the kernel's.
 */
export function whereCodeStands(): Owner {
  const calls = callers();
  return calls.length === 0 ? "nowhere" : ownerOf(filesOf(calls));
}

/** Whose code has called the kernel's, which is innermost. */
export function whoCalledKernel(): Owner {
  return ownerOf(filesOf(callers()).filter((file) => !file.startsWith(KERNEL)));
}

/** @param files of the calls, innermost first */
function ownerOf(files: string[]): Owner {
  const owner = files.find((file) => !file.startsWith("node:"));
  if (owner?.startsWith(KERNEL)) return "kernel";
  if (files.find((file) => file.startsWith(LOADER) || CELL.test(file))?.startsWith(LOADER)) return "package";
  return files[0]?.startsWith("node:") ? "node" : "cell";
}

function filesOf(calls: NodeJS.CallSite[]): string[] {
  return calls.map((call) => call.getFileName()).filter((file) => file !== null && file !== undefined);
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
