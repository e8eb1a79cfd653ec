import { inspect, type InspectOptions } from "node:util";

/**
 * How an object looks in `console.log` and as a cell's result: its class and the members that a reader asks for, in
 * place of the private ones. For a method `[inspect.custom](depth, options)`.
 * @param members what to show, in this order; those that are `null` or `undefined` are left out
 */
export function inspected(object: object, members: Readonly<Record<string, unknown>>, options: InspectOptions): string {
  const told = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return `${object.constructor.name} ${inspect(Object.fromEntries(told), options)}`;
}
