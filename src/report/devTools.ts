import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

const FLAGS = [
  "--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
  // a container's root has no sandbox to give
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

interface Reply {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** A headless browser, spoken to in Chromium's DevTools protocol over two pipes: no port is opened. */
export class DevTools {
  private readonly profile = mkdtempSync(path.join(tmpdir(), "slope-browser-"));
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }>();
  private readonly ended: Promise<void>;
  private number = 0;

  constructor(program: string) {
    this.process = spawn(program, [...FLAGS, `--user-data-dir=${this.profile}`], { stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"] });
    let complaint = "";
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        for (const { reject } of this.waiting.values()) reject(new Error(`${program} ended: ${reason}`));
        this.waiting.clear();
        resolve();
      };
      this.process.on("error", (error) => end(error.message)).on("close", () => end(complaint.trim()));
    });
    let text = "";
    (this.process.stdio[4] as Readable).setEncoding("utf8").on("data", (piece: string) => {
      const messages = (text + piece).split("\0");
      text = messages.pop()!;
      for (const message of messages) this.receive(JSON.parse(message) as Reply);
    });
    (this.process.stdio[3] as Writable).on("error", () => {}); // `ended` tells of it
  }

  /** Sends a command and waits for its result. @throws Error with what the browser says against it */
  send(method: string, params: Record<string, unknown> = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  private receive({ id, result, error }: Reply): void {
    const request = id === undefined ? undefined : this.waiting.get(id);
    if (request === undefined) return; // an event
    this.waiting.delete(id!);
    if (error) request.reject(new Error(error.message));
    else request.resolve(result ?? {});
  }

  async close(): Promise<void> {
    this.send("Browser.close").catch(() => {});
    const patience = setTimeout(() => this.process.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(patience);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
