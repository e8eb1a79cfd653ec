/** A value as its JSON says it, which is how front ends get it: what has no JSON is refused here, by name of its type. */
export function jsonOf(value: unknown): unknown {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? null : JSON.parse(json);
}
