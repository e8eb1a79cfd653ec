import { refuse } from "../../errors";
import type { Request } from "../wire";

interface Kinds {
  string: string;
  boolean: boolean;
  number: number;
  object: Record<string, unknown>;
}

/**
 * A field of a request's content.
 *
 * @throws InputError when it is of another kind, or missing where there is no `fallback`.
 */
export function field<Kind extends keyof Kinds>(request: Request, name: string, kind: Kind, fallback?: Kinds[Kind]): Kinds[Kind] {
  const value = request.content[name] ?? fallback;
  if (typeof value === kind && !Array.isArray(value)) return value as Kinds[Kind];
  return refuse(`${request.header.msg_type}, "${name}"`, `a value of type ${kind}`, value);
}
