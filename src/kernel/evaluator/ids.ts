/** A name for a comm or a display that no other has. Cryptography loads here, on first use. */
export function newId(): string {
  const { randomBytes } = require("node:crypto") as typeof import("node:crypto");
  return randomBytes(16).toString("hex");
}
