/** Lets the evaluator's process reach Node's own modules; none of it is for cells. */
export const internals = "--expose-internals";

/** A part of Node that is written in C++, quietly: Node warns that this is for its own tests. */
export function internalBinding<Binding>(name: string): Binding {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const binding = require("internal/test/binding") as { internalBinding(name: string): Binding };
    return binding.internalBinding(name);
  } finally {
    process.emitWarning = emitWarning;
  }
}
