import type { Contestant } from "../harness/rounds";
import type { Measurement } from "../harness/results";
import { median } from "../harness/statistics";
import { executeRequest, KernelClient } from "./client";
import { benchedKernels, type BenchedKernel } from "./kernels";

/** Cells or requests of one kind in a round; their median is the round's sample. */
const REPEATS = 25;
const BYTES_PRINTED = 10_000_000;

export const measurements: Measurement[] = [
  { name: "start", title: "start to first result", unit: "ms", ratios: { deno: 1, ipykernel: 1 } },
  { name: "trivial", title: "trivial cell, fresh kernel", unit: "ms", limit: 8, ratios: { deno: 1.3 } },
  { name: "importTensorFlow", title: "first import of tfjs-node", unit: "ms", limit: 800 },
  { name: "importSlope", title: "first import of slope", unit: "ms", limit: 300 },
  { name: "importOthers", title: "first import of danfojs-node, vega-lite's types", unit: "ms" },
  { name: "trivialAfter", title: "trivial cell after all imports", unit: "ms", limit: 8, ratios: { deno: 1.3 } },
  { name: "complete", title: "completion of a tensor's members", unit: "ms", limit: 20 },
  { name: "memory", title: "memory after all imports", unit: "MiB", ratios: { tslab: 1 } },
  { name: "print", title: "10 MB in 100,000 lines", unit: "ms", ratios: { ipykernel: 0.5 } },
  { name: "lost", title: "bytes lost of these 10 MB", unit: "bytes", limit: 0 },
];

export function contestants(): Contestant[] {
  return Object.entries(benchedKernels()).map(([name, kernel]) => ({ name, round: () => oneLife(kernel) }));
}

export function versions(): Record<string, string> {
  return Object.fromEntries(Object.entries(benchedKernels()).map(([name, { version }]) => [name, version]));
}

/** A kernel's life: start, cells, imports, cells, completions, much output, end. */
async function oneLife({ command, words }: BenchedKernel): Promise<Record<string, number>> {
  const client = await KernelClient.start(command);
  try {
    const found: Record<string, number> = {};
    await client.execute(words.first);
    found.start = client.milliseconds();
    await client.execute(words.declare);
    found.trivial = await medianOfCells(client, words.trivial);
    for (const name of ["importTensorFlow", "importSlope", "importOthers"] as const) {
      const code = words[name];
      if (code !== undefined) found[name] = (await client.execute(code)).milliseconds;
    }
    if (words.tensor !== undefined) {
      await client.execute(words.tensor);
      found.complete = await medianOfCompletions(client);
      found.memory = client.memory();
    }
    found.trivialAfter = await medianOfCells(client, (index) => words.trivial(index + REPEATS));
    return { ...found, ...(await printMuch(client, words.print)) };
  } finally {
    await client.close();
  }
}

async function medianOfCells(client: KernelClient, cell: (index: number) => string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < REPEATS; index++) times.push((await client.execute(cell(index))).milliseconds);
  return median(times);
}

async function medianOfCompletions(client: KernelClient): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < REPEATS; index++) {
    const { milliseconds, reply } = await client.complete(`const sum${index} = tensor.`);
    if (!(reply.matches as string[]).some((match) => match.endsWith("matMul"))) throw new Error("completion without matMul");
    times.push(milliseconds);
  }
  return median(times);
}

/** A kernel that loses the end of its output has no time, but bytes lost. */
async function printMuch(client: KernelClient, code: string): Promise<Record<string, number>> {
  try {
    const { milliseconds, bytesPrinted } = await client.request("execute_request", executeRequest(code), 20_000);
    return { print: milliseconds, lost: BYTES_PRINTED - bytesPrinted };
  } catch {
    return {};
  }
}
