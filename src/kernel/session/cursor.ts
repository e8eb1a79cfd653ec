/** Jupyter counts code points in a cursor's position, JavaScript UTF-16 units: 𝑥 is one of the first, two of the second. */

/** The position in UTF-16 units; the end of the text for one beyond it or below zero. */
export function toUnits(text: string, codePoints: number): number {
  let units = 0;
  for (let passed = 0; passed !== codePoints && units < text.length; passed++) units += widthAt(text, units);
  return units;
}

/** The position in code points. */
export function toCodePoints(text: string, units: number): number {
  let passed = 0;
  for (let at = 0; at < units; at += widthAt(text, at)) passed++;
  return passed;
}

const widthAt = (text: string, at: number) => (text.codePointAt(at)! > 0xffff ? 2 : 1);
