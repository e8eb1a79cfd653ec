import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { encodeFrame, readFrames } from "../pipe/frames";
import type { Answer, Question } from "./questions";

/** One process that answers questions about a notebook's cells, in their order. */
export class CheckerChild {
  private readonly process: ChildProcess;
  private readonly questions: Writable;

  /**
   * @param answered gets each answer; one with id 0 says that the process is up
   * @param ended is called when the process is gone
   */
  constructor(folder: string, nodeArguments: string[], answered: (answer: Answer) => void, ended: (child: CheckerChild) => void) {
    // additional certificates take a process that never speaks to the network fifty milliseconds to read
    const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
    this.process = spawn(process.execPath, nodeArguments, {
      cwd: folder,
      detached: true, // the terminal's and Jupyter's SIGINT are not for it
      env: { ...environment, NODE_OPTIONS: "" },
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.questions = this.process.stdio[3] as Writable;
    this.questions.on("error", () => {}); // told by "exit"
    readFrames(this.process.stdio[4] as Readable, (frame) => answered(frame as Answer));
    this.process.on("error", () => ended(this));
    this.process.on("exit", () => ended(this));
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  send(question: Question): void {
    this.questions.write(encodeFrame(question));
  }

  kill(): void {
    this.process.kill("SIGKILL");
  }
}
