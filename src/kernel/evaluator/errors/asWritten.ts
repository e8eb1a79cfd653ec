/** A variable that holds a box, and the box's field: V8 prints them as it finds them in the compiled cell. */
const BOX = /\$([\p{ID_Start}$_][\p{ID_Continue}$]*)\.([vdn])(?![\p{ID_Continue}$])/gu;
const EXPORTS = /\$[\p{ID_Start}$_][\p{ID_Continue}$]*\.e\./gu;
/** A call without `this`. */
const CALLED = /\(0 , ([^()\s]+)\)/g;

/** A name, as V8 puts it into a message or a stack, with the cell's words: `f` instead of `(0 , $f.v)`. */
export function asWritten(name: string): string {
  return name.replace(CALLED, "$1").replace(BOX, "$1").replace(EXPORTS, "");
}

/** An error's message; V8's own, of what is no function or cannot be taken apart, with the cell's words. */
export function messageAsWritten(error: { message?: unknown }): string {
  const message = String(error.message);
  return error instanceof TypeError ? asWritten(message) : message;
}

/** Gives an error that a cell catches its message with the cell's words. */
export function speakAsWritten(error: unknown): void {
  if (!(error instanceof TypeError)) return;
  const message = messageAsWritten(error);
  if (message !== error.message) error.message = message;
}
