import type { Measurement } from "./results";
import type { Contestant } from "./rounds";
import type { Size } from "./serve";
import type { Suite } from "./suite";
import { pointsOf, type GrowthSeries } from "./growth";
import { Worker, type WorkerCommand } from "./worker";

/** A line of a suite's table that resident workers measure. */
export interface Work extends Measurement {
  unit: "ns" | "µs" | "ms" | "s" | "MiB";
  /** What the workers call it; default `name`. */
  work?: string;
  size: Size;
  /** Who does it. The others' values are compared with those of the first. */
  contestants: readonly string[];
  /** How far values may lie apart, as a share of the largest of the first contestant's. */
  tolerance: number;
  /** Contestants for whom fewer rounds must do, since a run takes them long. */
  rounds?: Readonly<Record<string, number>>;
  /** Of memory, what the process had before it began is not counted. */
  aboveIdle?: boolean;
}

interface WorkSuite {
  workers: Record<string, WorkerCommand>;
  works: readonly Work[];
  growth?: readonly GrowthSeries[];
}

const PER_SECOND = { ns: 1e9, "µs": 1e6, ms: 1e3, s: 1 };

/**
 * A suite whose contestants are processes that stay up, measure themselves and take turns. Before any timing each does
 * each work once, and their results are compared. Work in MiB is the largest memory of a new process that does it once.
 */
export function workSuite({ workers: commands, works, growth = [] }: WorkSuite): Suite {
  const all = [...works, ...growth.flatMap(pointsOf)];
  const workers: Record<string, Worker> = {};
  let versions: Record<string, string> = {};
  return {
    measurements: works.map(({ name, title, unit, ratios, limit }) => ({ name, title, unit, ratios, limit })),
    growth,
    versions: () => versions,
    async open(report) {
      for (const [name, command] of Object.entries(commands)) {
        workers[name] = Worker.start(name, command);
        versions = { ...versions, ...(await workers[name].call<{ versions: Record<string, string> }>({ call: "hello" })).versions };
      }
      for (const work of all.filter(({ unit }) => unit !== "MiB")) {
        report(`preparing and comparing: ${work.title}`);
        await requireSameResults(work, workers);
      }
    },
    contestants: () => Object.keys(commands).map((name): Contestant => ({
      name,
      settlingMilliseconds: 250,
      async round(index) {
        const found: Record<string, number> = {};
        for (const work of all) {
          if (!work.contestants.includes(name) || index >= (work.rounds?.[name] ?? Infinity)) continue;
          if (work.unit !== "MiB") found[work.name] = (await secondsOf(workers[name]!, work)) * PER_SECOND[work.unit];
          else if (index === 0) found[work.name] = await peakMemory(name, commands[name]!, work);
        }
        return found;
      },
    })),
    async close() {
      await Promise.all(Object.values(workers).map((worker) => worker.close()));
    },
  };
}

async function secondsOf(worker: Worker, { name, work = name, size }: Work): Promise<number> {
  return (await worker.call<{ seconds: number }>({ call: "measure", work, size })).seconds;
}

async function peakMemory(contestant: string, command: WorkerCommand, { name, work = name, size, aboveIdle }: Work): Promise<number> {
  const worker = Worker.start(contestant, command);
  try {
    const { peak, idle } = await worker.call<{ peak: number; idle: number }>({ call: "memory", work, size });
    return aboveIdle ? peak - idle : peak;
  } finally {
    await worker.close();
  }
}

async function requireSameResults({ name, work = name, title, size, contestants, tolerance }: Work, workers: Record<string, Worker>) {
  const values: Record<string, (number | null)[]> = {};
  for (const contestant of contestants) {
    const reply = await workers[contestant]!.call<{ values: (number | null)[] }>({ call: "prepare", work, size });
    values[contestant] = reply.values;
  }
  const difference = firstDifference(values, tolerance);
  if (difference) throw new Error(`bench, ${title}: ${difference}`);
}

/** Where the contestants' values do not agree with those of the first, in words. */
export function firstDifference(values: Readonly<Record<string, readonly (number | null)[]>>, tolerance: number): string | undefined {
  const [[reference, expected], ...others] = Object.entries(values) as [[string, (number | null)[]], ...[string, (number | null)[]][]];
  const largest = Math.max(...expected.map((value) => Math.abs(value ?? 0)));
  for (const [contestant, received] of others) {
    if (received.length !== expected.length) return `expected ${expected.length} values as of ${reference}, received ${received.length} of ${contestant}`;
    const at = received.findIndex((value, i) => !agrees(value, expected[i]!, tolerance * largest));
    if (at >= 0) return `expected value ${at} within ${tolerance} of ${reference}'s ${expected[at]}, received ${contestant}'s ${received[at]}`;
  }
  return undefined;
}

function agrees(a: number | null, b: number | null, width: number): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) <= width;
}
