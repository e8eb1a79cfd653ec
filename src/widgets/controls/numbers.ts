import { refuse, requireFinite } from "../../errors";

/** Refuses anything but an integer. */
export function requireWhole(what: string, value: number): number {
  return Number.isInteger(value) ? value : refuse(what, "an integer", value);
}

/** Refuses a range that holds less than two numbers. */
export function requireRange(what: string, minimum: number, maximum: number): void {
  requireFinite(`${what}, minimum`, minimum);
  requireFinite(`${what}, maximum`, maximum);
  if (minimum >= maximum) refuse(what, "a minimum below its maximum", `${minimum} to ${maximum}`);
}

/** Refuses anything but a number from `minimum` to `maximum`, both included. */
export function requireWithin(what: string, value: number, minimum: number, maximum: number): number {
  if (!(value >= minimum && value <= maximum)) refuse(what, `a number from ${minimum} to ${maximum}`, value);
  return value;
}

/** Without the last digits, which are rounding errors: 0.1 + 0.2 is 0.3. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** How d3-format should write numbers of which these are some: with as many decimals as the longest of them has. */
export function readoutFormat(...numbers: number[]): string {
  const decimals = Math.max(...numbers.map(decimalsOf));
  return decimals > 6 ? ".3~g" : `.${decimals}f`;
}

function decimalsOf(value: number): number {
  const [mantissa, exponent = "0"] = String(value).split("e");
  const { length } = mantissa.split(".")[1] ?? "";
  return Math.max(0, length - Number(exponent));
}
