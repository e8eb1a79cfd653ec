import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { renderPng, type Chart } from "../../src/charts";

describe("renderPng", () => {
  it("turns a symbol as a browser does", async () => {
    const chart = {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json", width: 60, height: 60, padding: 0, config: { view: { stroke: null } },
      data: { values: [{}] },
      mark: { type: "point", shape: "cross", angle: 45, size: 2500, filled: true, color: "black", opacity: 1, x: 30, y: 30 },
    } as Chart;
    const context = createCanvas(60, 60).getContext("2d");
    context.drawImage(await loadImage(renderPng(chart, { scale: 1 })), 0, 0);
    const isBlack = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[0]! < 100;
    assert.deepEqual([isBlack(40, 40), isBlack(20, 40)], [true, true], "its arms reach into the corners");
    assert.deepEqual([isBlack(45, 30), isBlack(30, 45)], [false, false], "and none is level or upright");
  });
});
