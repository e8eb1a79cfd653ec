import { execFile, spawn } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { encodeFrame, readFrames } from "../pipe/frames";
import type { Answer, Question } from "./questions";
import { knowledge, snapshotFile, snapshotFlags, snapshotFolder, type Knowledge } from "./snapshotFile";

const run = promisify(execFile);
const ANSWERS_WITHIN = 60_000;
const env = { ...process.env, NODE_OPTIONS: "" };

/** Makes the snapshots, side by side; those of older texts are removed. */
export async function buildSnapshots(): Promise<void> {
  mkdirSync(snapshotFolder, { recursive: true });
  await Promise.all(knowledge.map(buildSnapshot));
  const current = knowledge.map((each) => path.basename(snapshotFile(each)));
  for (const name of readdirSync(snapshotFolder)) {
    if (name.endsWith(".blob") && !current.includes(name)) rmSync(path.join(snapshotFolder, name), { force: true });
  }
}

/**
 * Makes a snapshot. It is built beside its place and asked a question before it goes there, so that a kernel never finds
 * half of one or one that does not load.
 */
async function buildSnapshot(knowledge: Knowledge): Promise<void> {
  const file = snapshotFile(knowledge);
  const partial = `${file}.${process.pid}.partial`;
  const program = path.join(__dirname, "snapshotMain.js");
  try {
    await run(process.execPath, [...snapshotFlags, "--snapshot-blob", partial, "--build-snapshot", program, knowledge], { env });
    if (!await answers(partial)) throw new Error("The snapshot that was built does not start.");
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Whether a checker started from a snapshot finds nothing wrong with a cell. */
function answers(snapshot: string): Promise<boolean> {
  const child = spawn(process.execPath, [...snapshotFlags, "--snapshot-blob", snapshot, snapshotFolder], {
    env, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], timeout: ANSWERS_WITHIN, killSignal: "SIGKILL",
  });
  const question: Question = { id: 1, ask: { what: "compile", cell: 1, code: "const one: number = 1;" } };
  const questions = child.stdio[3] as Writable;
  questions.on("error", () => {}); // told by "exit"
  questions.end(encodeFrame(question));
  return new Promise((resolve) => {
    readFrames(child.stdio[4] as Readable, (frame) => {
      const { id, value } = frame as Answer;
      if (id === 1) resolve((value as { ok?: boolean } | undefined)?.ok === true);
    });
    child.on("exit", () => resolve(false));
    child.on("error", () => resolve(false));
  });
}
