import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { growthTable, type GrowthSeries } from "./growth";
import type { Samples } from "./rounds";
import { median, summarize } from "./statistics";

/** A line of a suite's table: what is measured, in which unit, and what it must reach. */
export interface Measurement {
  name: string;
  title: string;
  unit: string;
  /** Largest ratio to a peer's median that counts as reached. */
  ratios?: Record<string, number>;
  /** Largest value that counts as reached, in `unit`. */
  limit?: number;
}

/** What a suite found, with all that one needs to judge it. */
export interface Results {
  suite: string;
  date: string;
  machine: string;
  versions: Record<string, string>;
  /** True when rounds of a busy machine were kept. */
  busy: boolean;
  measurements: readonly Measurement[];
  growth?: readonly GrowthSeries[];
  samples: Samples;
}

/** The machine in words: processor, cores, memory, system. */
export function machineInWords(): string {
  const processor = os.cpus()[0]?.model.trim() ?? "unknown processor";
  const gibibytes = Math.round(os.totalmem() / 2 ** 30);
  return `${processor}, ${os.cpus().length} cores, ${gibibytes} GiB, ${os.type()} ${os.arch()}, Node ${process.versions.node}`;
}

/** Writes results to `bench/results/<suite>.json`. */
export function saveResults(folder: string, results: Results): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${results.suite}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  return file;
}

/** All that a suite found, as Markdown: where and when, the table, and how the costs grow, with their charts. */
export function tablesOf(results: Results): string {
  const { suite, date, machine, versions, busy, samples, growth = [] } = results;
  const rounds = Math.max(...Object.values(samples).flatMap((of) => Object.values(of).map(({ length }) => length)));
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  const parts = [
    `${date}; ${machine}; ${names}; ${rounds === 1 ? "one round" : `${rounds} rounds, medians and quartiles`}${busy ? ", taken on a busy machine" : ""} ` +
      `([all rounds](results/${suite}.json)).`,
    resultTable(results),
  ];
  if (growth.length > 0) {
    const charts = growth.map(({ name, title }) => `[${title}](results/${suite}-${name}.svg)`).join(" · ");
    parts.push(growthTable(growth, samples), `Charts: ${charts}`);
  }
  return parts.join("\n\n");
}

/** The results as a Markdown table: medians of all, the ratios of Slope to its peers, and whether the goal is reached. */
export function resultTable({ measurements, samples }: Results): string {
  const contestants = [...new Set(Object.values(samples).flatMap((of) => Object.keys(of)))];
  const peers = contestants.filter((name) => name !== "slope");
  const head = ["measured", ...contestants, ...peers.map((peer) => `slope / ${peer}`), "goal", "reached"];
  const rows = measurements.map((measurement) => {
    const found = samples[measurement.name] ?? {};
    const own = found.slope && median(found.slope);
    const ratio = (peer: string) => (found[peer] && median(found[peer]) > 0 && own !== undefined ? own / median(found[peer]) : undefined);
    return [
      `${measurement.title} (${measurement.unit})`,
      ...contestants.map((name) => (found[name] ? withSpread(found[name]) : "–")),
      ...peers.map((peer) => inDigits(ratio(peer), 2)),
      goalInWords(measurement),
      isReached(measurement, own, ratio),
    ];
  });
  return [head, head.map((_, column) => (column === 0 ? ":--" : "--:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function withSpread(samples: number[]): string {
  const { median, lowerQuartile, upperQuartile } = summarize(samples);
  return `${short(median)} (${short(lowerQuartile)}–${short(upperQuartile)})`;
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : inDigits(value, 3);
}

function inDigits(value: number | undefined, digits: number): string {
  return value === undefined ? "–" : String(Number(value.toPrecision(digits)));
}

function goalInWords({ ratios = {}, limit, unit }: Measurement): string {
  const parts = Object.entries(ratios).map(([peer, ratio]) => `≤ ${inWords(ratio)} × ${peer}`);
  if (limit !== undefined) parts.unshift(`≤ ${limit} ${unit}`);
  return parts.join(", ") || "–";
}

/** 1/500 rather than 0.002. */
function inWords(ratio: number): string {
  return ratio < 0.5 && Number.isInteger(Number((1 / ratio).toPrecision(12))) ? `1/${Math.round(1 / ratio)}` : String(ratio);
}

function isReached({ ratios = {}, limit }: Measurement, own: number | undefined, ratio: (peer: string) => number | undefined) {
  if (own === undefined) return "not measured";
  if (limit === undefined && Object.keys(ratios).length === 0) return "–";
  const missed = Object.entries(ratios).some(([peer, goal]) => !((ratio(peer) ?? Infinity) <= goal));
  return missed || (limit !== undefined && own > limit) ? "no" : "yes";
}
