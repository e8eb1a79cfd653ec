import type { CellProgress, RunRecord } from "../run";

/** Writes a line to stderr for every cell that ends, and on a terminal also for the one that is running. */
export function showProgress({ cell, of, line, seconds }: CellProgress): void {
  const count = `[${String(cell).padStart(String(of).length)}/${of}]`;
  if (seconds !== undefined) {
    process.stderr.write(`${process.stderr.isTTY ? "\r\x1b[K" : ""}${count} ${seconds.toFixed(1).padStart(5)} s  ${line}\n`);
  } else if (process.stderr.isTTY) {
    process.stderr.write(`${count}     … s  ${line}`);
  }
}

/** "31 cells in 24.3 s" */
export function tookTime({ cells, seconds }: RunRecord): string {
  return `${cells} ${cells === 1 ? "cell" : "cells"} in ${seconds.toFixed(1)} s`;
}
