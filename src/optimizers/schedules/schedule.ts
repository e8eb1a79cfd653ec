/**
 * The share of the learning rate that a step uses, as a function of how many steps were taken before it. A pure
 * function: whoever writes one needs no more than `(step) => 1 / Math.sqrt(1 + step)`.
 */
export type Schedule = (step: number) => number;

/** A schedule that prints itself as the call that made it: `cosineDecay({ steps: 100, minimum: 0 })`. */
export function printable(name: string, options: object, schedule: Schedule): Schedule {
  const entries = Object.entries(options).map(([option, value]) => `${option}: ${value}`);
  const text = `${name}(${entries.length > 0 ? `{ ${entries.join(", ")} }` : ""})`;
  return Object.defineProperty(schedule, "toString", { value: () => text });
}
