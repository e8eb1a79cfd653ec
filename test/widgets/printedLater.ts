import { mock } from "node:test";

/** What an action prints until it is done, line by line, instead of on the terminal. */
export async function printedLater(action: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const { mock: log } = mock.method(console, "log", (...parts: unknown[]) => void lines.push(parts.join(" ")));
  try {
    await action();
  } finally {
    log.restore();
  }
  return lines;
}
