/** How a reason begins that lies outside the step. */
export const BACKEND = "the backend is";

const announced = new Set<string>();

/** Says on the console that something runs as it is, and why; of the backend, which is the same for all, once. */
export function announce(what: string, obstacle: string): void {
  const notice = `${what}: ${obstacle}.`;
  if (obstacle.startsWith(BACKEND) && announced.has(notice)) return;
  announced.add(notice);
  console.warn(notice);
}
