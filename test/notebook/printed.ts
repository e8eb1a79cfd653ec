import { mock } from "node:test";

/** What an action prints, line by line, instead of on the terminal. */
export function printed(action: () => void): string[] {
  const lines: string[] = [];
  const { mock: log } = mock.method(console, "log", (...parts: unknown[]) => void lines.push(parts.join(" ")));
  try {
    action();
  } finally {
    log.restore();
  }
  return lines;
}
