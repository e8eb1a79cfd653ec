import type { RunningKernel } from "../../display";

/** Gives cells `prompt`, `confirm` and `alert`, as a browser has them; each waits for its reader. */
export function installPrompts(ask: RunningKernel["prompt"]): void {
  const globals = {
    prompt(question: unknown = "", preset: unknown = null): string | null {
      const text = ask(preset === null ? `${question} ` : `${question} [${preset}] `, false);
      return text === "" && preset !== null ? String(preset) : text;
    },
    confirm(question: unknown = ""): boolean {
      return /^y(es)?$/i.test(ask(`${question} [y/N] `, false)?.trim() ?? "");
    },
    alert(message: unknown = ""): void {
      ask(`${message} [Enter] `, false);
    },
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
