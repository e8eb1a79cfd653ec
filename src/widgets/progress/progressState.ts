import { escapeHtml } from "../../display";
import { inDuration, inRate, short } from "./quantities";

/** How far some work is. */
export interface ProgressState {
  label: string;
  total: number | undefined;
  done: number;
  /** Since the start. */
  seconds: number;
  /** Numbers to show with it. */
  values: Readonly<Record<string, number>>;
  hasEnded: boolean;
}

const SQUARES = 20;

/** A line of text with a bar of squares. */
export function progressText(state: ProgressState): string {
  const { label, total, hasEnded } = state;
  const squares = Math.round(SQUARES * share(state));
  const bar = total === undefined || hasEnded ? "" : `${"█".repeat(squares)}${"░".repeat(SQUARES - squares)} `;
  return `${label === "" ? "" : `${label}: `}${bar}${sentence(state)}`;
}

/** The same with the browser's own bar, which suits light and dark and is read aloud. */
export function progressHtml(state: ProgressState): string {
  const { label, total, done, hasEnded } = state;
  const extent = total === undefined ? (hasEnded ? ` value="1"` : "") : ` max="${total}" value="${Math.min(done, total)}"`;
  return `<div style="font-variant-numeric: tabular-nums">` +
    `<label>${escapeHtml(label)} <progress${extent} title="${escapeHtml(label || "progress")}"></progress></label> ` +
    `${escapeHtml(sentence(state))}</div>`;
}

/** `42 % · 420 of 1000 · 312/s · 1.9 s left · loss 0.12`, and when all is done, whether or not somebody says so, `1000 of 1000 in 3.2 s · …`. */
function sentence(state: ProgressState): string {
  const { total, done, seconds, values, hasEnded } = state;
  const isComplete = total === undefined || done >= total;
  const isOver = hasEnded || (total !== undefined && isComplete);
  const steps = Number.isInteger(done) ? `${done}` : done.toFixed(1);
  const count = total === undefined ? steps : `${steps} of ${total}`;
  const parts = isOver
    ? [isComplete ? `${count} in ${inDuration(seconds)}` : `stopped at ${count} after ${inDuration(seconds)}`]
    : [total === undefined ? "" : `${Math.floor(100 * share(state))} %`, count];
  if (done > 0 && seconds > 0) parts.push(inRate(done / seconds));
  if (!isOver && done > 0) parts.push(remaining(state));
  for (const [name, value] of Object.entries(values)) parts.push(`${name} ${short(value)}`);
  return parts.filter(Boolean).join(" · ");
}

function remaining({ total, done, seconds }: ProgressState): string {
  return total === undefined ? inDuration(seconds) : `${inDuration((Math.max(0, total - done) * seconds) / done)} left`;
}

function share({ total, done }: ProgressState): number {
  return total ? Math.min(1, done / total) : 1;
}
