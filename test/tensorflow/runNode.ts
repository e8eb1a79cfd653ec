import { execFile } from "node:child_process";
import path from "node:path";

export const ROOT = path.resolve(__dirname, "../../..");
export const PRELOAD = path.join(ROOT, "build/src/tensorflow/preload.js");

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface RunOptions {
  /** `SLOPE_BACKEND` for it. */
  readonly backend?: string;
  /** The Node to use; this one unless given. */
  readonly node?: string;
  /** Whether to prepare it as a kernel is; true unless given. */
  readonly preload?: boolean;
}

/** Runs a script in a Node process of its own, from the repository root. */
export function runNode(script: string, options: RunOptions): Promise<Run> {
  const { backend, node = process.execPath, preload = true } = options;
  const env: NodeJS.ProcessEnv = { ...process.env, SLOPE_BACKEND: backend };
  delete env.NODE_TEST_CONTEXT;
  delete env.NODE_OPTIONS;
  const flags = preload ? ["--require", PRELOAD] : [];
  return new Promise((resolve) => {
    execFile(node, [...flags, "-e", script], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: typeof error?.code === "number" ? error.code : error ? -1 : 0 }),
    );
  });
}
