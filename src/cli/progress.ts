import type { CellProgress, RunRecord } from "../run";

const LONGEST = 80;

/** Writes a line to stderr for every cell that ends, and on a terminal also for the one that is running. */
export function showProgress({ cell, of, line, seconds }: CellProgress): void {
  const count = `[${String(cell).padStart(String(of).length)}/${of}]`;
  const text = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  if (seconds !== undefined) {
    process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[K" : ""}${count} ${seconds.toFixed(1).padStart(5)} s  ${text}\n`);
  } else if (process.stderr.isTTY) {
    process.stderr.write(`${count}     … s  ${text}`);
  }
}

/** "31 cells in 24.3 s" */
export function tookTime({ cells, seconds }: RunRecord): string {
  return `${cells} ${cells === 1 ? "cell" : "cells"} in ${seconds.toFixed(1)} s`;
}
