import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadImage } from "@napi-rs/canvas";
import {
  categoryMap, coefficientPlot, formatNumber, heatMap, imageGrid, lossContour, lossCurve, networkDiagram, predictionPlot, renderPng,
  spectrumPlot, sweepMap, trajectoryExplorer, type Chart,
} from "../../src/charts";

const bowl = { loss: (x: number, y: number) => x * x + y * y, xDomain: [-1, 1], yDomain: [-1, 1] } as const;
const rate = { name: "rate", minimum: 0, maximum: 2 };
const explorer = (slider: typeof rate) =>
  trajectoryExplorer({ ...bowl, sliders: [slider], trajectory: () => ({ x: [1, 0], y: [1, 0] }), levels: 3 });
const titles = { xTitle: "x", yTitle: "y", valueTitle: "value" };
const row = (length: number) => Array.from({ length }, (_, k) => k);

describe("a chart that is told nothing about its size", () => {
  const charts: [string, Chart, width: number, height: number][] = [
    ["a curve of losses", lossCurve({ runs: [{ name: "a", loss: [2, 1] }] }), 520, 320],
    ["a map of two knobs", heatMap({ x: [0, 1], y: [0, 1], values: [[1, 2], [3, 4]], ...titles }), 460, 380],
    ["contours of a loss", lossContour({ ...bowl, levels: 3 }), 460, 380],
    ["paths that move", explorer(rate), 460, 380],
    ["a map of one row of words", categoryMap({ rows: ["a"], columns: ["b"], values: [[1]], ...titles }), 440, 76],
    ["a map of three rows", categoryMap({ rows: ["a", "b", "c"], columns: ["b"], values: [[1], [2], [3]], ...titles }), 440, 114],
    ["coefficients of a fit", coefficientPlot({ names: ["a", "b"], series: [{ name: "f", values: [1, 2] }] }), 520, 52],
    ["coefficients of two fits", coefficientPlot({
      names: ["a", "b"], series: [{ name: "f", values: [1, 2] }, { name: "g", values: [1, 2] }],
    }), 520, 64],
    ["two spectra", spectrumPlot({ spectra: [{ name: "a", values: [1, 2] }, { name: "b", values: [1, 2] }] }), 520, 92],
    ["a sweep of 3 x 2 cells", sweepMap({
      columns: ["a", "b", "c"], rows: ["d", "e"], values: [[1, 2, 3], [4, 5, 6]], columnTitle: "c", rowTitle: "r", valueTitle: "v",
    }), 216, 68],
    ["predictions", predictionPlot({ actual: [1, 2], predicted: [1, 3] }), 380, 380],
    ["a small network", networkDiagram({ weights: [[[1, 2]]] }), 520, 170],
    ["a large network", networkDiagram({ weights: [row(20).map(() => [1])] }), 520, 520],
    ["pictures", imageGrid({ images: [[0, 1, 2, 3]], imageSize: [2, 2] }), 520, 66],
  ];
  for (const [name, chart, width, height] of charts) {
    it(`is as large as its options say: ${name}`, () => {
      const size = chart as { width: number; height: number };
      assert.deepEqual([size.width, size.height], [width, height]);
    });
  }
});

describe("what the charts' options leave open", () => {
  it("a slider over paths starts in the middle, and goes by fortieths of its range", () => {
    const [param] = (explorer(rate) as unknown as { params: { value: number; bind: { step: number } }[] }).params;
    assert.deepEqual([param!.value, param!.bind.step], [1, 0.05]);
  });

  it("a slider's option that there is not is refused", () => {
    assert.throws(() => explorer({ ...rate, begin: 1 } as never), {
      message: 'options of slider "rate": expected some of minimum, maximum, start, step, received "begin"',
    });
  });

  it("a picture has two pixels for each of the chart's, and an option that there is not is refused", async () => {
    const chart = { ...lossCurve({ runs: [{ name: "a", loss: [2, 1] }], width: 60, height: 40 }), autosize: { type: "none" }, padding: 0 } as Chart;
    const { width, height } = await loadImage(renderPng(chart));
    assert.deepEqual([width, height], [120, 80]);
    assert.throws(() => renderPng(chart, { scales: 1 } as never), {
      message: 'options of renderPng: expected some of scale, received "scales". Did you mean "scale"?',
    });
  });

  it("a number is written with six digits", () => assert.equal(formatNumber(Math.PI), "3.14159"));
});
