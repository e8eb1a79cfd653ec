import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Matrix } from "../../src/arrays";
import { networkDiagram, renderSvg, type Chart, type NetworkDiagramOptions } from "../../src/charts";

interface Connection { x: number; y: number; x2: number; y2: number; weight: number; sign: string; thickness: number }
interface Unit { x: number; y: number; label?: string }

const rowsOf = <Row>(chart: Chart, layer: number) => (chart as unknown as { layer: { data: { values: Row[] } }[] }).layer[layer]!.data.values;

describe("networkDiagram", () => {
  const options: NetworkDiagramOptions = { weights: [[[4, -2], [0, 1], [-8, 0.5]], new Matrix(1, 3, Float64Array.of(1, 2, 3))] };

  it("joins every unit with every unit of the layer before, thick by size and coloured by sign", () => {
    const connections = rowsOf<Connection>(networkDiagram(options), 0);
    assert.equal(connections.length, 2 * 3 + 3 * 1);
    const [strongest] = connections.filter(({ weight }) => weight === -8);
    assert.deepEqual([strongest!.x, strongest!.x2, strongest!.sign, strongest!.thickness], [0, 1, "negative", 7.2]);
    assert.ok(connections.every(({ thickness, weight }) => Math.abs(thickness - (0.4 + 6.8 * Math.abs(weight) / 8)) < 1e-6));
  });

  it("draws each layer from the top down, centred on the others", () => {
    const units = rowsOf<Unit>(networkDiagram(options), 1);
    assert.deepEqual(units.map(({ x, y }) => [x, y]), [[0, 1.5], [0, 0.5], [1, 2], [1, 1], [1, 0], [2, 1]]);
    const [first] = rowsOf<Connection>(networkDiagram(options), 0);
    assert.deepEqual([first!.y, first!.y2], [1.5, 2]);
  });

  it("writes values into the units and names below the layers", () => {
    const chart = networkDiagram({ ...options, values: [[1, 0], [0.9641, -0.5, 0], [0.99]], layerNames: ["in", "hidden", "out"] });
    const svg = renderSvg(chart);
    for (const word of ["0.96", "0.99", "hidden", "positive", "negative"]) assert.ok(svg.includes(`>${word}<`), word);
    assert.equal(chart.description, "Diagram of a 2-3-1 network; weights from -8 to 4; value of the last layer: 0.99.");
  });

  it("writes numbers so short that they fit into the circles", () => {
    const chart = networkDiagram({ weights: [[[1, 1, 1, 1]]], values: [[-0.00038, 123456, -0.052, 9876], [0]] });
    const labels = rowsOf<Unit>(chart, 1).map(({ label }) => label);
    assert.deepEqual(labels, ["-4e-4", "1e+5", "-0.052", "9876", "0"]);
  });

  it("draws a network whose weights are all zero", () => {
    const connections = rowsOf<Connection>(networkDiagram({ weights: [[[0, 0]]] }), 0);
    assert.deepEqual(connections.map(({ thickness }) => thickness), [0.4, 0.4]);
  });

  it("refuses what does not fit", () => {
    const refusal = (change: Partial<NetworkDiagramOptions>, message: string) =>
      assert.throws(() => networkDiagram({ ...options, ...change }), { message });
    refusal({ weights: [] }, "weights: expected at least one layer, received Array of length 0");
    refusal({ weights: [[[1, 2]], [[1, 2]]] }, "weights, layer 1: expected 1 columns, one for each unit of the layer before, received 2");
    refusal({ weights: [Matrix.zeros(21, 2)] }, "weights: expected at most 20 units in a layer, received 21. More cannot be told apart");
    refusal({ values: [[1, 2], [1]] }, "values: expected 3 lists, the inputs' first, received 2");
    refusal({ values: [[1, 2], [1], [1]] }, "values, layer 1: expected 3 numbers, one a unit, received 1");
    refusal({ layerNames: ["in"] }, "layerNames: expected 3 names, the inputs' first, received Array of length 1");
    refusal({ weights: [[[NaN]]] }, "weights, layer 0, row 0, column 0: expected a finite number, received NaN. Remove or fill such rows first");
  });
});
