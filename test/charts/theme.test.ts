import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { neutralColor, seriesColors } from "../../src/charts/theme";

/** Relative luminance as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The colour as seen with each kind of dichromacy (Machado, Oliveira and Fernandes 2009, severity 1). */
const eyes = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** CIE L*a*b* of a colour seen through a matrix on linear RGB. */
function seen(color: string, matrix: number[]): number[] {
  const linear = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const times = (m: number[], v: number[]) =>
    [0, 3, 6].map((row) => m[row]! * v[0]! + m[row + 1]! * v[1]! + m[row + 2]! * v[2]!);
  const [r, g, b] = times(matrix, linear).map((value) => Math.min(1, Math.max(0, value)));
  const xyz = times(
    [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041],
    [r!, g!, b!],
  );
  const [x, y, z] = xyz.map((value, i) => {
    const share = value / [0.95047, 1, 1.08883][i]!;
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

describe("theme", () => {
  it("has series colours with a contrast of 3 to 1 on white and on JupyterLab's dark page", () => {
    for (const color of seriesColors) {
      assert.ok(contrast(color, "#ffffff") >= 3, `${color} on white: ${contrast(color, "#ffffff")}`);
      assert.ok(contrast(color, "#111111") >= 3, `${color} on dark: ${contrast(color, "#111111")}`);
    }
  });

  it("writes inside pictures with a contrast of 4.5 to 1 on white and 4 to 1 on JupyterLab's dark page", () => {
    assert.ok(contrast(neutralColor, "#ffffff") >= 4.5);
    assert.ok(contrast(neutralColor, "#111111") >= 4);
  });

  it("has series colours that all kinds of colour vision can tell apart", () => {
    for (const [eye, matrix] of Object.entries(eyes)) {
      const least = eye === "normal" ? 25 : 13;
      for (const a of seriesColors) {
        for (const b of seriesColors.slice(seriesColors.indexOf(a) + 1)) {
          const distance = Math.hypot(...seen(a, matrix).map((value, i) => value - seen(b, matrix)[i]!));
          assert.ok(distance > least, `${a} and ${b} with ${eye}: ${distance.toFixed(1)}`);
        }
      }
    }
  });
});
