/** Notes how things are, and gives what puts them back. */
type Note = () => () => void;

const notes: Note[] = [];
let restores: (() => void)[] = [];
let isDue = false;

/** Has an interrupt put back what the code that it stopped had changed for a while: `finally` blocks do not run then. */
export function whenInterrupted(note: Note): void {
  notes.push(note);
  restores.push(note());
}

/** To be called when something begins while nothing else runs. */
export function noteState(): void {
  restore(); // the next cell may be here before the turn that was to
  restores = notes.map((note) => note());
}

/** To be called in the midst of what is stopped: puts things back as soon as it is gone. */
export function restoreSoon(): void {
  isDue = true;
  setImmediate(restore);
}

function restore(): void {
  if (!isDue) return;
  isDue = false;
  for (const putBack of restores) putBack();
}
