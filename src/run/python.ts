import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { environmentPython } from "./project";

/**
 * Runs a Python script of this project that speaks JSON lines, and gives each line to `onEvent`.
 *
 * @throws Error with the end of what Python wrote when the script itself breaks.
 */
export async function runPython<Event>(
  script: string,
  args: string[],
  onEvent: (event: Event) => void,
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawn(environmentPython(), ["-W", "ignore", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment, PYTHONUTF8: "1", PYDEVD_DISABLE_FILE_VALIDATION: "1" },
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-4000)));
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== "") onEvent(JSON.parse(line) as Event);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${script} ended with code ${code}:\n${complaint.trimEnd()}`);
}
