import { spawn } from "node:child_process";

/** How long (ms) a command that is told to stop may take for it. */
const GRACE = 2_000;

/** The commands that run at this moment, by process id: the lock names them, so that a later set-up can wait for them. */
export const runningCommands = new Set();

/** A command that could not be started, was stopped, or ended with a code other than 0. */
export class CommandFailure extends Error {
  constructor(command, { code, signal, cause, output }) {
    const end = cause ? `could not be started (${cause.code})` : signal ? `was stopped by ${signal}` : `ended with code ${code}`;
    super(`${command} ${end}`);
    this.name = "CommandFailure";
    this.signal = signal;
    this.output = output;
  }
}

/**
 * Runs a command without a shell and resolves to what it printed.
 *
 * @param {string} command a name on the PATH or a path
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, timeout?: number }} [options] `timeout` in ms
 * @returns {Promise<{ stdout: string, stderr: string }>}
 * @throws {CommandFailure}
 */
export function runCommand(command, args, { cwd, env, signal, timeout } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const stop = () => {
      child.kill();
      setTimeout(() => child.kill("SIGKILL"), GRACE).unref();
    };
    const timer = timeout === undefined ? undefined : setTimeout(stop, timeout);
    const text = { stdout: "", stderr: "" };
    signal?.addEventListener("abort", stop);
    if (child.pid) runningCommands.add(child.pid);
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (chunk) => { text[name] += chunk; });
    }
    const finish = (failure) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      runningCommands.delete(child.pid);
      if (!failure) resolve(text);
      else if (signal?.aborted) reject(signal.reason);
      else reject(new CommandFailure(command, { ...failure, output: `${text.stdout}\n${text.stderr}`.trim() }));
    };
    child.on("error", (cause) => finish({ cause }));
    child.on("close", (code, killer) => finish(code === 0 ? undefined : { code, signal: killer }));
  });
}
