import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { environmentPython, projectRoot } from "../../src/run";

interface Result {
  name: string;
  outcome: "passed" | "failed" | "skipped";
  text: string;
  seconds: number;
}

/** Runs a Python module of tests, which drive the kernel as Jupyter does; each of its tests is one here. */
export function pythonTests(title: string, module: string): void {
  test(title, async (context) => {
    const place = mkdtempSync(path.join(tmpdir(), "slope-python-"));
    const child = spawn(environmentPython(), ["-W", "ignore", path.join(projectRoot, "test/kernel/run_tests.py"), module], {
      cwd: projectRoot,
      env: { ...process.env, PYTHONUTF8: "1", PYDEVD_DISABLE_FILE_VALIDATION: "1", SLOPE_HISTORY: path.join(place, "history") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-4000)));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    let count = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const { name, outcome, text, seconds } = JSON.parse(line) as Result;
      count += 1;
      await context.test(`${name} (${seconds} s)`, () => assert.equal(outcome, "passed", text));
    }
    assert.equal(await ended, 0, complaint);
    assert.ok(count > 0);
    rmSync(place, { recursive: true });
  });
}
