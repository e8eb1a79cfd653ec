import path from "node:path";

/** The kernel, and what loads its modules. */
const KERNEL = ["kernel", "bundle"].map((room) => path.resolve(__dirname, "../../..", room) + path.sep);
const NODE = "node:";
const LOADER = "node:internal/modules/";
const BOOKKEEPING = /^node:(?:internal\/)?async_hooks$/;
const CELL = /^cell \d+$/;

/** Whose code it is. */
export type Owner = "nowhere" | "kernel" | "node" | "package" | "cell";

/**
 * Whose code is innermost at this moment: the kernel's, Node's and packages' that are being loaded must not be stopped
 * halfway. What Node or the language does for the kernel, such as to write to a pipe, is the kernel's; so are the books
 * that Node keeps of what belongs to which cell. Nowhere is also where Node is about to call code, or has called it.
 */
export function whereCodeStands(): Owner {
  const files = filesOfCalls();
  return ownerOf(files.slice(files.indexOf(undefined) + 1)); // without the guard's own call
}

/** Whose code has called the kernel's, which is innermost. */
export function whoCalledKernel(): Owner {
  return ownerOf(filesOfCalls().filter((file) => !isKernels(file)));
}

/** @param calls their files, innermost first; nothing for a function of the language's, and for what `eval` runs */
function ownerOf(calls: (string | undefined)[]): Owner {
  if (calls.every((file) => file?.startsWith(NODE) && !file.startsWith(LOADER))) return "nowhere";
  const files = calls.filter((file) => file !== undefined);
  const [innermost = NODE] = files;
  if (isKernels(files.find((file) => !file.startsWith(NODE))) || BOOKKEEPING.test(innermost)) return "kernel";
  if (files.find((file) => file.startsWith(LOADER) || CELL.test(file))?.startsWith(LOADER)) return "package";
  return innermost.startsWith(NODE) ? "node" : "cell";
}

function isKernels(file = ""): boolean {
  return KERNEL.some((room) => file.startsWith(room));
}

function filesOfCalls(): (string | undefined)[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, calls) => calls.map((call) => call.getFileName() || undefined);
  Error.stackTraceLimit = Infinity;
  const { stack } = new Error() as unknown as { stack: (string | undefined)[] };
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return stack;
}
