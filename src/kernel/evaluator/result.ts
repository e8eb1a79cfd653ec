import { renderValue, type Display } from "../../display";
import { jsonOf } from "./json";

/** The value of a cell's last expression in all its formats, ready to be sent. */
export async function renderResult(value: unknown): Promise<Display> {
  const { data, metadata } = await renderValue(value);
  return { data: jsonOfEach(data), metadata: jsonOfEach(metadata) };
}

function jsonOfEach(bundle: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(bundle).map(([type, value]) => [type, jsonOf(value)]));
}
