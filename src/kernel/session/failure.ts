import type { Request } from "../wire";

/** How long requests that were sent before a failure was known may still be on their way (ms). */
const ON_THE_WAY = 1000;

/**
 * Remembers when a cell failed. A front end that runs a whole notebook sends all cells at once, and a fast kernel has
 * failed at the first before the last has come: a request dated before the failure is one of those to give up.
 */
export class Failure {
  private at = -Infinity;

  note(): void {
    this.at = Date.now();
  }

  /** Whether the request was sent before its sender could know of the failure. */
  outdates(request: Request): boolean {
    return Date.now() - this.at < ON_THE_WAY && Date.parse(request.header.date) < this.at;
  }
}
