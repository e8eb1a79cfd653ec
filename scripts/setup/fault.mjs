/**
 * Something that stands in the way of the set-up and that the reader can mend:
 * `<what>: expected <rule>, received <value>. <hint>`.
 */
export class Fault extends Error {
  /** @param {{ what: string, rule: string, value: string, hint: string, details?: string }} parts */
  constructor({ what, rule, value, hint, details = "" }) {
    super(`${what}: expected ${rule}, received ${value}. ${hint}.`);
    this.name = "Fault";
    /** The last lines of the command that failed, for those who want to know more. */
    this.details = details;
  }
}
