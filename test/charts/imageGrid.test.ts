import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { imageGrid, renderSvg, type Chart, type ImageGridOptions } from "../../src/charts";

interface Rect { x: number; x2: number; y: number; grey: number }
const layersOf = (chart: Chart) => (chart as unknown as { layer: { data: { values: Rect[] } }[]; height: number });
const runsOf = (chart: Chart) => layersOf(chart).layer[1]!.data.values;

describe("imageGrid", () => {
  it("writes its labels on the pictures' white paper, in dark letters, whatever the page is", () => {
    const chart = imageGrid(options);
    const [paper] = layersOf(chart).layer[0]!.data.values as unknown as { y: number; y2: number }[];
    const [label] = layersOf(chart).layer[2]!.data.values;
    assert.ok(label!.y > 100 && label!.y + 12 < paper!.y2);
    assert.match(renderSvg(chart), /fill="#333333">a</);
  });

  const options: ImageGridOptions = {
    images: [[0, 1, 1, 0], [1, 0, 0, 0.5]], imageSize: [2, 2], labels: ["a", "b"], columns: 2, width: 208,
  };

  it("draws neighbours of one grey as one run, and nothing where the paper is white", () => {
    const chart = imageGrid({ images: [[0, 7, 7, 1, 0, 0]], imageSize: [2, 3], columns: 1, width: 30 });
    assert.deepEqual(runsOf(chart), [{ x: 10, x2: 30.3, y: 0, grey: 7 }, { x: 0, x2: 10.3, y: 10, grey: 1 }]);
  });

  it("puts the pictures side by side, and below one another where they do not fit", () => {
    const papers = (columns: number) => layersOf(imageGrid({ ...options, columns })).layer[0]!.data.values;
    assert.deepEqual(papers(2).map(({ x, y }) => [x, y]), [[0, 0], [108, 0]]);
    assert.deepEqual(papers(1).map(({ x, y }) => [x, y]), [[0, 0], [0, 208 + 8 + 18]]);
  });

  it("draws black what is largest in any of the pictures", () => {
    assert.deepEqual(runsOf(imageGrid(options)).map(({ grey }) => grey), [7, 7, 7, 4]);
  });

  it("writes the labels and says them in its description", () => {
    const chart = imageGrid(options);
    assert.match(renderSvg(chart), />a<.*>b</s);
    assert.equal(chart.description, "2 grey pictures of 2 by 2 pixels, white at 0, black at 1. 1: a; 2: b.");
  });

  it("refuses what cannot be drawn", () => {
    const refusal = (change: Partial<ImageGridOptions>, message: string) =>
      assert.throws(() => imageGrid({ ...options, ...change }), { message });
    refusal({ imageSize: [2, 3] }, "images: expected 2 x 3 = 6 numbers a row, received 4");
    refusal({ labels: ["a"] }, "labels: expected 2 words, one for each picture, received 1");
    refusal({ images: [[1, 1, 1, 1]], labels: undefined }, "images: expected pixels that differ, received 1");
    refusal({ images: Array(61).fill([0, 1, 0, 1]) }, "images: expected at most 60 pictures, received 61");
    refusal({ columns: 0 }, "columns: expected an integer of at least 1, received 0");
  });
});
