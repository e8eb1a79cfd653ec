import { createInterface } from "node:readline";
import { median } from "./statistics";
import type { Request } from "./worker";

/** Sizes by name: `{ n: 10000, d: 10 }`. */
export type Size = Readonly<Record<string, number>>;

/** Work that is ready to be timed. */
export interface Job<Result = unknown> {
  /** What is timed. */
  run(): Result | Promise<Result>;
  /** How many units (steps, say) one run does; the time is that of one. Default 1. */
  units?: number;
  /** Done before each run, not timed. */
  before?(): void | Promise<void>;
  /** The numbers by which the contestants' results are compared. */
  values(result: Awaited<Result>): ArrayLike<number>;
}

/** What a worker can do: each prepares a job for a size, untimed. */
export type Works = Record<string, (size: Size) => Job | Promise<Job>>;

interface Prepared {
  job: Job;
  /** Runs in a sample. */
  runs: number;
}

const SAMPLE_SECONDS = 0.05;
const WARM_UP_SECONDS = 0.3;
const SAMPLES = 3;
/** A first run that takes this long warms up enough. */
const LONG_SECONDS = 5;

/** Answers requests from standard input until it ends; a worker's counterpart in Python is bench/python/serve.py. */
export function serve(works: Works, versions: Record<string, string>): void {
  console.log = console.info = console.error; // standard output belongs to the answers
  const prepared = new Map<string, Prepared>();

  async function answer({ call, work = "", size = {} }: Request): Promise<object> {
    if (call === "hello") return { versions };
    const key = `${work} ${JSON.stringify(size)}`;
    if (call === "measure") return { seconds: await measure(prepared.get(key)!) };
    const idle = process.memoryUsage.rss() / 2 ** 20;
    const job = await works[work]?.(size);
    if (!job) throw new Error(`expected one of ${Object.keys(works).join(", ")}, received ${work}`);
    await job.before?.();
    const started = performance.now();
    const result = await job.run();
    const seconds = (performance.now() - started) / 1000;
    const values = Array.from(job.values(result as never));
    if (call === "memory") return { peak: process.resourceUsage().maxRSS / 2 ** 10, idle };
    prepared.set(key, { job, runs: seconds < LONG_SECONDS ? await warmUp(job) : 1 });
    return { values };
  }

  let last = Promise.resolve();
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      last = last
        .then(() => answer(JSON.parse(line) as Request))
        .catch((error: Error) => ({ error: error.stack ?? String(error) }))
        .then((reply) => void process.stdout.write(`${JSON.stringify(reply)}\n`));
    })
    .on("close", () => void last.then(() => process.exit()));
}

/** Runs the job until it is warm; how many runs make a sample that lasts long enough for the clock. */
async function warmUp(job: Job): Promise<number> {
  let [seconds, latest] = [0, 0];
  do seconds += latest = await secondsOf(job, 1);
  while (seconds < WARM_UP_SECONDS);
  return Math.max(1, Math.ceil(SAMPLE_SECONDS / latest));
}

/** Seconds of one unit: the median of a few samples, of one where a sample takes long. */
async function measure({ job, runs }: Prepared): Promise<number> {
  const first = await secondsOf(job, runs);
  const samples = [first];
  while (samples.length < SAMPLES && first < 4 * SAMPLE_SECONDS) samples.push(await secondsOf(job, runs));
  return median(samples) / (runs * (job.units ?? 1));
}

async function secondsOf(job: Job, runs: number): Promise<number> {
  let milliseconds = 0;
  for (let run = 0; run < runs; run++) {
    await job.before?.();
    const started = performance.now();
    const result = job.run();
    if (result instanceof Promise) await result;
    milliseconds += performance.now() - started;
  }
  return milliseconds / 1000;
}
