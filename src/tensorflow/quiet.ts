/**
 * Drops Node's deprecation warnings about code inside `node_modules`: a reader can do nothing about them.
 * Warnings that the reader's own code causes, and all others, still appear.
 */
export function quietThirdPartyDeprecations(): void {
  const emitWarning = process.emitWarning;
  const quiet = (...report: Parameters<typeof emitWarning>): void => {
    if (isDeprecation(report) && causedByPackage(quiet)) return;
    emitWarning.apply(process, report);
  };
  process.emitWarning = quiet as typeof emitWarning;
}

function isDeprecation([warning, options]: readonly unknown[]): boolean {
  const type = warning instanceof Error ? warning.name : typeof options === "object" ? Object(options).type : options;
  return type === "DeprecationWarning";
}

/** Whether the nearest caller that is not Node itself lies in a package. */
function causedByPackage(self: (...report: never[]) => void): boolean {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, self);
  const caller = trace.stack?.split("\n").slice(1).find((line) => !/\(?node:/.test(line));
  return caller !== undefined && /[\\/]node_modules[\\/]/.test(caller);
}
