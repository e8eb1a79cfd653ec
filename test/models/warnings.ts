import { mock } from "node:test";

/** Runs `action` and gives what it wrote through console.warn. */
export function warningsOf(action: () => void): string[] {
  const warn = mock.method(console, "warn", () => {});
  try {
    action();
    return warn.mock.calls.map((call) => String(call.arguments[0]));
  } finally {
    warn.mock.restore();
  }
}
