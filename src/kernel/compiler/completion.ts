import type { Completions } from "../parts";
import { type BoundFile, internals, ts } from "./engine";
import type { Environment } from "./environment";

const token = { isCancellationRequested: () => false, throwIfCancellationRequested: () => {} };

/** What may stand at the cursor of a cell: members, names in scope, paths in an import. Best first. */
export function complete(file: BoundFile, cursor: number, environment: Environment): Completions {
  const info = internals.Completions.getCompletionsAtPositionForTslab(
    environment.serviceHost, environment.program, () => {}, file, cursor, {}, undefined, ts.CompletionTriggerKind.Invoked, token);
  const span = spanAt(file, cursor, info);
  const typed = file.text.slice(span.start, cursor);
  const entries = (info?.entries ?? []).map((entry) => ({ entry, rank: rankOf(entry.name, typed) })).filter(({ rank }) => rank >= 0);
  const place = (name: string) => (!info?.isMemberCompletion && isOfNotebook(name, file) ? 0 : 1);
  entries.sort((a, b) => a.rank - b.rank || place(a.entry.name) - place(b.entry.name) || compare(a.entry.sortText, b.entry.sortText) || compare(a.entry.name, b.entry.name));
  return { ...span, matches: entries.map(({ entry }) => ({ text: entry.name, kind: entry.kind })) };
}

/** The text that a completion replaces: the word around the cursor, in a string what TypeScript says. */
function spanAt(file: BoundFile, cursor: number, info: ts.CompletionInfo | undefined): { start: number; end: number } {
  const span = info?.entries.find(({ replacementSpan }) => replacementSpan)?.replacementSpan ?? info?.optionalReplacementSpan;
  if (span) return { start: span.start, end: span.start + span.length };
  const before = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.exec(file.text.slice(0, cursor))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(file.text.slice(cursor))![0];
  return { start: cursor - before.length, end: before ? cursor + after.length : cursor };
}

/** 0 for a name that begins with what was typed, 1 and 2 for names that do so but for case, or hold it; -1 for others. */
function rankOf(name: string, typed: string): number {
  if (name.startsWith(typed)) return 0;
  const [lower, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (lower.startsWith(wanted)) return 1;
  return lower.includes(wanted) ? 2 : -1;
}

/** Whether this cell or one before it declares the name. */
function isOfNotebook(name: string, file: BoundFile): boolean {
  for (let each: BoundFile | undefined = file; each; each = each.parent as BoundFile | undefined) {
    if (each.locals.has(ts.escapeLeadingUnderscores(name))) return true;
  }
  return false;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
