import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import {
  bandPlot,
  coefficientPlot,
  heatMap,
  histogram,
  lineExplorer,
  linePlot,
  lossContour,
  lossCurve,
  lossOverParameter,
  predictionPlot,
  renderPng,
  renderSvg,
  residualPlot,
  scatterWithFit,
  spectrumPlot,
  trajectoryExplorer,
  type Chart,
  type LinePlotOptions,
} from "../../src/charts";

interface DataLayer {
  data: { values: Record<string, never>[] };
  mark: { type: string; shape?: string };
  encoding: Record<string, { scale?: { type?: string; domain?: unknown; domainMax?: number } }>;
}

const layersOf = (chart: Chart) => (chart as unknown as { layer: DataLayer[] }).layer;
const marked = (chart: Chart, mark: string) => layersOf(chart).filter((layer) => layer.mark.type === mark);
const notesOf = (chart: Chart) => (chart as unknown as { title: { subtitle?: string[] } }).title.subtitle ?? [];

describe("scatterWithFit", () => {
  const titles = { xTitle: "x", yTitle: "y" };

  it("draws a fit from its intercept and slope over the range of x", () => {
    const chart = scatterWithFit({
      x: [1, 4, 2],
      y: [1, 2, 3],
      fits: [{ name: "fit", intercept: 10, slope: -2 }],
      ...titles,
    });
    const ends = marked(chart, "line")[0]!.data.values.map(({ x, y }) => [x, y]);
    assert.deepEqual(ends, [
      [1, 8],
      [4, 2],
    ]);
    assert.match(chart.description!, /fit: y = 10 - 2 x/);
  });

  it("says how many points a sample leaves out", () => {
    const x = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const chart = scatterWithFit({ x, y: x, ...titles, maxPoints: 500 });
    assert.equal(marked(chart, "point")[0]!.data.values.length, 500);
    assert.match(chart.description!, /10000 points.*A random 500 of the 10000 points are drawn\./);
    assert.deepEqual(notesOf(chart), ["A random 500 of the 10000 points are drawn"]);
  });

  it("refuses columns of different length, holes, and fits of the same name", () => {
    assert.throws(() => scatterWithFit({ x: [1, 2], y: [1], ...titles }), {
      message: "y: expected 2 numbers, as many as x, received 1",
    });
    assert.throws(
      () => scatterWithFit({ x: [1, NaN], y: [1, 2], ...titles }),
      /x, row 1: expected a finite number, received NaN/,
    );
    const fits = [
      { name: "a", intercept: 0, slope: 1 },
      { name: "a", intercept: 0, slope: 2 },
    ];
    assert.throws(
      () => scatterWithFit({ x: [1, 2], y: [1, 2], fits, ...titles }),
      /fits, name 1: expected a name of its own, received "a"/,
    );
    assert.throws(
      () => scatterWithFit({ x: [1, 2], y: [1, 2], fits: [{ name: "a", intercept: 0, slope: NaN }], ...titles }),
      /slope/,
    );
  });

  it("takes a title, a description and a size", () => {
    const chart = scatterWithFit({ x: [1], y: [2], ...titles, title: "T", description: "D.", width: 100, height: 50 });
    assert.deepEqual(
      [chart.description, (chart as { width: unknown }).width, (chart as { height: unknown }).height],
      ["D.", 100, 50],
    );
    assert.throws(
      () => scatterWithFit({ x: [1], y: [2], ...titles, width: 0 }),
      /width: expected a positive number, received 0/,
    );
  });
});

describe("residualPlot and predictionPlot", () => {
  it("state the root mean square: of 3 and -4 it is 3.536", () => {
    assert.match(
      residualPlot({ fitted: [1, 2], residuals: [3, -4] }).description!,
      /mean -0\.5, root mean square 3\.536/,
    );
    assert.match(
      predictionPlot({ actual: [4, -2], predicted: [1, 2] }).description!,
      /root mean squared error is 3\.536/,
    );
  });
});

describe("lossCurve", () => {
  const lineOf = (chart: Chart) => marked(chart, "line")[0]!;

  it("uses a log axis unless told otherwise", () => {
    const runs = [{ name: "run", loss: [4, 2, 1] }];
    assert.equal(lineOf(lossCurve({ runs })).encoding["y"]!.scale!.type, "log");
    assert.equal(lineOf(lossCurve({ runs, logScale: false })).encoding["y"]!.scale!.type, undefined);
  });

  it("writes powers of ten on a log axis that are long in full as 1e5 and 1e-6", () => {
    const drawn = renderSvg(lossCurve({ runs: [{ name: "run", loss: [1e6, 1, 1e-8] }] }));
    const labels = [...drawn.matchAll(/<text[^>]*>([^<]*)</g)].map(([, label]) => label!);
    for (const label of ["1e-6", "0.0001", "1", "10000", "1e6"]) assert.ok(labels.includes(label), `${label} in ${labels.join(", ")}`);
  });

  it("keeps step numbers when it leaves out what a log axis cannot show, and says so", () => {
    const chart = lossCurve({ runs: [{ name: "exact", loss: [1, 0.5, 0, 0.25, -1] }] });
    assert.deepEqual(
      lineOf(chart).data.values.map(({ step }) => step),
      [0, 1, 3],
    );
    assert.deepEqual(notesOf(chart), ["exact: 2 losses of zero or below are not on the log axis"]);
  });

  it("marks a run that becomes infinite where it ends", () => {
    const chart = lossCurve({
      runs: [
        { name: "good", loss: [1, 0.5, 0.2] },
        { name: "bad", loss: [1, 4, Infinity] },
      ],
    });
    const cross = marked(chart, "point")[0]!;
    assert.deepEqual(
      cross.data.values.map(({ name, step, loss }) => [name, step, loss]),
      [["bad", 1, 4]],
    );
    assert.deepEqual(notesOf(chart), ["✕ bad diverges: its loss is Infinity at step 2"]);
  });

  it("stops the axis at a thousand times the largest start when a run diverges beyond", () => {
    const chart = lossCurve({
      runs: [
        { name: "good", loss: [2, 1] },
        { name: "bad", loss: [1, 100, 1e9] },
      ],
    });
    assert.equal(lineOf(chart).encoding["y"]!.scale!.domainMax, 2000);
    assert.deepEqual(
      marked(chart, "point")[0]!.data.values.map(({ step, loss }) => [step, loss]),
      [[2, 2000]],
    );
  });

  it("does not call a bumpy run diverged", () => {
    assert.deepEqual(notesOf(lossCurve({ runs: [{ name: "bumpy", loss: [1, 50, 0.5] }] })), []);
  });

  it("refuses no run, a run without a usable loss, and a floor that a log axis cannot show", () => {
    assert.throws(() => lossCurve({ runs: [] }), /runs: expected at least one run/);
    assert.throws(
      () => lossCurve({ runs: [{ name: "a", loss: [NaN] }], logScale: false }),
      /run "a": expected at least one finite loss/,
    );
    assert.throws(
      () => lossCurve({ runs: [{ name: "a", loss: [0, 0] }] }),
      /run "a": expected at least one positive loss/,
    );
    assert.throws(() => lossCurve({ runs: [{ name: "a", loss: [1] }], floor: 0 }), /floor: expected a positive number/);
  });
});

describe("lossContour", () => {
  const bowl = {
    loss: (a: number, b: number) => a ** 2 + b ** 2,
    xDomain: [-2, 2] as const,
    yDomain: [-2, 2] as const,
  };
  const rings = (chart: Chart) =>
    layersOf(chart)[0]!.data.values as unknown as { level: string; geometry: { coordinates: number[][][][] } }[];

  it("puts the contours of a round bowl on circles", () => {
    const chart = lossContour({ ...bowl, width: 400, height: 400, minimum: { x: 0, y: 0 } });
    const inner = rings(chart)[1]!;
    const level = Number(inner.level.replace("from ", ""));
    const hole = inner.geometry.coordinates[0]![1]!;
    assert.ok(hole.length > 10);
    for (const [x, y] of hole) {
      const radius = Math.hypot((x! - 200) / 100, (y! - 200) / 100);
      assert.ok(Math.abs(radius - Math.sqrt(level)) < 0.02, `${radius} for level ${level}`);
    }
  });

  it("outlines the squares of its legend as its regions: the lightest is nearly white", () => {
    const lightest = renderSvg(lossContour(bowl)).match(/<path[^>]*fill="rgb\(247,\s*250,\s*253\)"[^>]*>/g)!;
    assert.equal(lightest.length, 2);
    for (const path of lightest) assert.match(path, /stroke="#5b7ea3"/);
  });

  it("stands upright: the region above a slope in y is the upper one", () => {
    const chart = lossContour({ ...bowl, loss: (_, b) => b + 2, width: 100, height: 100 });
    const highest = rings(chart).at(-1)!.geometry.coordinates.flat(2);
    assert.ok(highest.every(([, y]) => y! < 10));
  });

  it("ends a path one step beyond the edge and says that it left", () => {
    const chart = lossContour({
      ...bowl,
      trajectories: [{ name: "up", x: [1, 1.5, 3, 9, Infinity], y: [0, 0, 0, 0, 0] }],
    });
    assert.deepEqual(
      marked(chart, "line")[1]!.data.values.map(({ step }) => step),
      [0, 1, 2],
    );
    assert.deepEqual(notesOf(chart), ["up leaves the picture at step 2"]);
  });

  it("draws where the loss is not finite as the highest", () => {
    assert.ok(lossContour({ ...bowl, loss: (a, b) => (a > 0 ? Infinity : a ** 2 + b ** 2) }).description);
  });

  it("refuses an empty domain, a loss without values, a flat one, and a path whose columns differ", () => {
    assert.throws(() => lossContour({ ...bowl, xDomain: [2, -2] }), /xDomain: expected its smallest value first/);
    assert.throws(() => lossContour({ ...bowl, loss: () => NaN }), /loss: expected a finite number somewhere/);
    assert.throws(() => lossContour({ ...bowl, loss: () => 1 }), /loss: expected a surface that is not flat/);
    assert.throws(
      () => lossContour({ ...bowl, trajectories: [{ name: "p", x: [1, 2], y: [1] }] }),
      /trajectory "p", y/,
    );
  });
});

describe("lineExplorer", () => {
  const options = {
    x: [0, 1, 2],
    y: [1, 3, 5],
    xTitle: "x",
    yTitle: "y",
    slope: { minimum: 0, maximum: 4 },
    intercept: { minimum: -1, maximum: 3, start: 0 },
  };

  it("computes the mean squared error again when a slider moves", () => {
    const view = new View(parse(compile(lineExplorer(options)).spec), { renderer: "none" }).run();
    const tables = Object.keys(
      view.getState({ data: (name) => name !== undefined && /^(data|source)_/.test(name) }).data as object,
    );
    const error = () => {
      const said = tables.flatMap((name) => view.data(name)).find((row: { words?: string }) => row.words) as {
        words: string;
      };
      return Number(/mean squared error ([\d.]+)/.exec(said.words)![1]);
    };
    assert.equal(error(), 1);
    view.signal("intercept", 1).run();
    assert.equal(error(), 0);
    view.signal("slope", 0).run();
    assert.equal(error(), Number(((0 + 4 + 16) / 3).toPrecision(4)));
  });

  it("starts in the middle, and goes by hundredths of the range", () => {
    const [slope] = (lineExplorer(options) as unknown as { params: { value: number; bind: { step: number } }[] }).params;
    assert.deepEqual([slope!.value, slope!.bind.step], [2, 0.04]);
  });

  it("refuses a misspelt option of a slider, and none at all", () => {
    assert.throws(() => lineExplorer({ ...options, slope: { minimum: 0, maximum: 1, stepp: 0.1 } as never }), {
      message: 'options of slider "slope": expected some of minimum, maximum, start, step, received "stepp". Did you mean "step"?',
    });
    assert.throws(() => lineExplorer({ ...options, slope: undefined as never }), /^InputError: options of slider "slope": expected an object/);
  });

  it("refuses an empty slider and a start outside it", () => {
    assert.throws(
      () => lineExplorer({ ...options, slope: { minimum: 1, maximum: 1 } }),
      /slope: expected a minimum below its maximum/,
    );
    assert.throws(
      () => lineExplorer({ ...options, slope: { minimum: 0, maximum: 1, start: 2 } }),
      /slope.start: expected a number from 0 to 1, received 2/,
    );
  });
});

describe("linePlot", () => {
  const titles = { xTitle: "κ", yTitle: "steps" };
  const formula = { name: "formula", x: [1, 10, 100], y: [10, 100, 1000] };
  const words = (chart: Chart) =>
    marked(chart, "text").map((layer) => layer.mark as unknown as { align: string; dy: number });

  it("joins lines in the order of their points, and gives dots of the same name their colour", () => {
    const chart = linePlot({
      lines: [{ name: "a", x: [3, 1, 2], y: [1, 2, 3] }, formula],
      points: [{ name: "a", x: [1], y: [2] }],
      ...titles,
    });
    const [line] = marked(chart, "line");
    assert.deepEqual(
      line!.data.values.filter(({ name }) => name === "a").map(({ order, x }) => [order, x]),
      [
        [0, 3],
        [1, 1],
        [2, 2],
      ],
    );
    assert.deepEqual(line!.encoding["color"]!.scale!.domain, ["a", "formula"]);
    assert.deepEqual(marked(chart, "point")[0]!.encoding["color"], line!.encoding["color"]);
  });

  it("uses log axes where told, and says what they cannot show", () => {
    const chart = linePlot({ lines: [{ name: "a", x: [0, 1, 10], y: [1, 2, 0] }], xScale: "log", yScale: "log", ...titles });
    const [line] = marked(chart, "line");
    assert.deepEqual([line!.encoding["x"]!.scale!.type, line!.encoding["y"]!.scale!.type], ["log", "log"]);
    assert.deepEqual(
      line!.data.values.map(({ x }) => x),
      [1],
    );
    assert.deepEqual(notesOf(chart), ["a: 2 points of zero or below are not on the log axis"]);
  });

  it("leaves a little room around the values, and none when told the domain", () => {
    const domainOf = (chart: Chart) => marked(chart, "line")[0]!.encoding["x"]!.scale!.domain;
    assert.deepEqual(domainOf(linePlot({ lines: [{ name: "a", x: [0, 100], y: [0, 1] }], ...titles })), [-4, 104]);
    assert.deepEqual(domainOf(linePlot({ lines: [formula], xScale: "log", xDomain: [1, 100], ...titles })), [1, 100]);
  });

  it("writes the word of a level rule behind its right end, where no line crosses it", () => {
    const chart = linePlot({ lines: [formula], rules: [{ label: "limit", y: 1 }], width: 400, ...titles });
    const [word] = marked(chart, "text");
    assert.deepEqual(word!.encoding["x"], { value: 400 });
  });

  it("writes the words of two close rules on their free sides, one below the other", () => {
    const [left, right] = words(
      linePlot({ lines: [formula], xDomain: [0, 1], rules: [{ label: "best", x: 0.5 }, { label: "limit", x: 0.54 }], ...titles }),
    );
    assert.deepEqual([left!.align, right!.align], ["right", "left"]);
    assert.ok(right!.dy > left!.dy + 12);
  });

  it("labels whole numbers only where all values are whole, such as epochs", () => {
    const labels = (x: number[]) => {
      const svg = renderSvg(linePlot({ lines: [{ name: "a", x, y: [0.1, 0.25, 0.3] }], ...titles }));
      return [...svg.matchAll(/<text[^>]*>([\d.]+)<\/text>/g)].map(([, label]) => label!).slice(0, 3);
    };
    assert.deepEqual(labels([1, 2, 3]), ["1", "2", "3"]);
    assert.deepEqual(labels([0, 50, 100]), ["0", "10", "20"]);
    assert.ok(labels([1, 1.5, 3]).includes("1.2"));
  });

  it("reaches to its rules, on linear and on log axes", () => {
    const domainsOf = (options: Partial<LinePlotOptions>) => {
      const [line] = marked(linePlot({ lines: [{ name: "a", x: [1, 10], y: [1, 10] }], ...titles, ...options }), "line");
      return [line!.encoding["x"]!.scale!.domain, line!.encoding["y"]!.scale!.domain] as number[][];
    };
    const [, linear] = domainsOf({ rules: [{ label: "limit", y: 101 }] });
    assert.deepEqual(linear, [-3, 105]);
    const [x] = domainsOf({ xScale: "log", rules: [{ label: "limit", x: 1000 }] });
    assert.ok(x![0]! < 1 && x![1]! > 1000 && x![1]! < 2000);
  });

  it("leaves out a rule that lies outside of a domain it was told, with its word, and says so", () => {
    const drawn = (yDomain: [number, number]) =>
      linePlot({ lines: [formula], rules: [{ label: "a guess", y: 0.9 }], yDomain, ...titles });
    const outside = drawn([0, 0.5]);
    assert.deepEqual([marked(outside, "rule").length, marked(outside, "text").length], [0, 0]);
    assert.deepEqual(notesOf(outside), ["a guess (y = 0.9) lies outside the picture"]);
    assert.deepEqual([marked(drawn([0, 0.9]), "text").length, notesOf(drawn([0, 0.9]))], [1, []]);
    const logarithmic = linePlot({ lines: [{ name: "a", x: [1, 10], y: [1, 10] }], yScale: "log", rules: [{ label: "zero", y: 0 }], ...titles });
    assert.deepEqual(notesOf(logarithmic), ["zero (y = 0) lies outside the picture"]);
  });

  it("refuses no series, nothing that can be drawn, an empty domain, and a log axis through zero", () => {
    assert.throws(() => linePlot(titles), /lines and points: expected at least one series/);
    assert.throws(
      () => linePlot({ points: [{ name: "a", x: [1], y: [0] }], yScale: "log", ...titles }),
      /"a": expected a point that the axes can show/,
    );
    assert.throws(() => linePlot({ lines: [formula], xDomain: [1, 1], ...titles }), /xDomain: expected its smallest value first/);
    assert.throws(
      () => linePlot({ lines: [formula], yScale: "log", yDomain: [0, 1], ...titles }),
      /yDomain: expected positive numbers on a log axis, received 0/,
    );
    assert.throws(() => linePlot({ lines: [{ name: "a", x: [1, 2], y: [1] }], ...titles }), /"a", y: expected 2 numbers/);
    assert.throws(() => linePlot({ lines: [formula], rules: [{ label: "here", x: NaN }], ...titles }), /rule "here"/);
  });
});

describe("spectrumPlot", () => {
  it("states each matrix's condition number", () => {
    const chart = spectrumPlot({ spectra: [{ name: "three rows", values: [3, 1] }] });
    assert.match(chart.description!, /three rows, 2 from 1 to 3, condition number 3/);
    const steep = spectrumPlot({ spectra: [{ name: "raw", values: [1e-3, 52365.337] }] });
    assert.match(steep.description!, /condition number 5\.24e7/);
    assert.deepEqual(
      marked(chart, "text")[0]!.data.values.map(({ words }) => words),
      ["κ = 3"],
    );
  });

  it("calls a matrix with an eigenvalue of zero infinitely ill-conditioned", () => {
    const chart = spectrumPlot({ spectra: [{ name: "flat", values: [0, 2, 5] }] });
    assert.match(chart.description!, /condition number ∞/);
    assert.deepEqual(notesOf(chart), ["flat: 1 at zero or below, not on the log axis"]);
  });

  it("refuses no spectrum, and one without a positive eigenvalue", () => {
    assert.throws(() => spectrumPlot({ spectra: [] }), /spectra: expected at least one/);
    assert.throws(() => spectrumPlot({ spectra: [{ name: "a", values: [0] }] }), /spectrum "a": expected a positive eigenvalue/);
  });
});

describe("trajectoryExplorer", () => {
  const options = {
    loss: (a: number, b: number) => a ** 2 + b ** 2,
    xDomain: [-2, 2] as const,
    yDomain: [-2, 2] as const,
    trajectory: (rate: number) => {
      const x = Array.from({ length: 11 }, (_, k) => (1 - 2 * rate) ** k);
      return { x, y: x };
    },
  };
  const slider = { name: "rate", minimum: 0.1, maximum: 1.2, step: 0.1, start: 0.3 };

  /** The steps that a position of the sliders shows, and its words. */
  function shown(chart: Chart, signals: Record<string, number>) {
    const view = new View(parse(compile(chart).spec), { renderer: "none" }).run();
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    view.run();
    const named = (name?: string) => name !== undefined && /^(data|source)_/.test(name);
    const tables = Object.keys(view.getState({ data: named }).data as object).map((name) => view.data(name));
    type Row = { words?: string; step?: number | number[]; x?: number };
    const unfolded = tables.find((rows: Row[]) => rows.length > 0 && rows.every(({ step, words }) => typeof step === "number" && words))!;
    return { x: unfolded.map(({ x }: Row) => x), words: (unfolded[0] as Row).words };
  }

  it("shows the path of the slider's position", () => {
    const chart = trajectoryExplorer({ ...options, sliders: [slider] });
    assert.deepEqual(shown(chart, {}).x.slice(0, 3), [1, 0.4, 0.16]);
    assert.deepEqual(shown(chart, { slider0: 0.8 }).x.slice(0, 3), [1, -0.6, 0.36]);
    assert.equal(shown(chart, { slider0: 0.5 }).words, "rate 0.5: loss 0 after 10 steps");
    assert.match(shown(chart, { slider0: 1.2 }).words!, /^rate 1.2: leaves the picture at step 3/);
  });

  it("combines two sliders", () => {
    const chart = trajectoryExplorer({
      ...options,
      sliders: [slider, { name: "start", minimum: 1, maximum: 2, step: 0.5 }],
      trajectory: (rate, start) => ({ x: [start, start * (1 - 2 * rate)], y: [0, 0] }),
    });
    assert.deepEqual(shown(chart, { slider0: 0.4, slider1: 2 }).x, [2, 0.4]);
    assert.deepEqual(shown(chart, { slider0: 0.1, slider1: 1 }).x, [1, 0.8]);
  });

  it("refuses no slider, three, and more positions than a chart can hold", () => {
    assert.throws(() => trajectoryExplorer({ ...options, sliders: [] }), /sliders: expected one or two, received 0/);
    assert.throws(
      () => trajectoryExplorer({ ...options, sliders: [{ ...slider, step: 0.001 }] }),
      /sliders: expected at most 441 positions, received 1101. Pass a larger step/,
    );
    assert.throws(() => trajectoryExplorer({ ...options, sliders: [{ ...slider, start: 5 }] }), /rate.start/);
  });
});

describe("lossOverParameter", () => {
  it("draws tangents through the first curve with the slope given", () => {
    const chart = lossOverParameter({
      curves: [{ name: "L", loss: (t) => (t - 1) ** 2 }],
      domain: [-1, 3],
      tangents: [{ theta: 0, slope: -2, name: "true" }],
    });
    const [start, end] = marked(chart, "line")[1]!.data.values as unknown as { theta: number; loss: number }[];
    assert.ok(Math.abs((end!.loss - start!.loss) / (end!.theta - start!.theta) + 2) < 1e-6);
    assert.ok(Math.abs((start!.loss + end!.loss) / 2 - 1) < 1e-6);
  });

  it("refuses a mark where the loss is not finite", () => {
    assert.throws(
      () =>
        lossOverParameter({
          curves: [{ name: "log", loss: Math.log }],
          domain: [-1, 1],
          marks: [{ theta: -1, label: "m" }],
        }),
      /loss at -1/,
    );
  });
});

describe("histogram", () => {
  const heights = (chart: Chart, name?: string) =>
    (
      marked(chart, "bar")[0]!.data.values as unknown as { name: string; height: number; start: number; end: number }[]
    ).filter((bar) => !name || bar.name === name);

  it("counts every value once, in bins with round edges", () => {
    const bars = heights(histogram({ values: [0, 0.5, 1, 1.5, 2, 9.99, 10], xTitle: "v", bins: 10 }));
    assert.deepEqual(
      bars.map(({ start, end, height }) => [start, end, height]),
      [
        [0, 1, 2],
        [1, 2, 2],
        [2, 3, 1],
        [9, 10, 1],
        [10, 11, 1],
      ],
    );
  });

  it("compares groups of different size by share", () => {
    const chart = histogram({
      groups: [
        { name: "a", values: [1, 2, 3, 4] },
        { name: "b", values: [1, 4] },
      ],
      xTitle: "v",
    });
    for (const name of ["a", "b"])
      assert.equal(
        heights(chart, name).reduce((sum, { height }) => sum + height, 0),
        100,
      );
  });

  it("shows a single value that repeats", () => {
    assert.equal(heights(histogram({ values: [5, 5, 5], xTitle: "v" }))[0]!.height, 3);
  });

  it("refuses both or neither of values and groups", () => {
    assert.throws(() => histogram({ xTitle: "v" }), /histogram: expected either values or groups, received "neither"/);
    assert.throws(() => histogram({ values: [1], groups: [], xTitle: "v" }), /either values or groups/);
  });
});

describe("coefficientPlot", () => {
  it("refuses a fit that has not one number for each feature", () => {
    assert.throws(
      () => coefficientPlot({ names: ["a", "b"], series: [{ name: "f", values: [1] }] }),
      /series "f": expected 2 numbers, one a feature, received 1/,
    );
  });

  it("names the largest coefficient of each fit, whatever its sign", () => {
    assert.match(
      coefficientPlot({ names: ["a", "b"], series: [{ name: "f", values: [1, -3] }] }).description!,
      /f, largest for b with -3/,
    );
  });
});

describe("bandPlot", () => {
  const titles = { xTitle: "step", yTitle: "loss" };
  const band = (chart: Chart) => marked(chart, "area")[0]!.data.values.map(({ low, middle, high }) => [low, middle, high]);

  it("draws the quartiles that NumPy gives", () => {
    const chart = bandPlot({ groups: [{ name: "g", x: [1, 2], runs: [[1, 0], [2, 0], [4, 5], [8, 1]] }], ...titles });
    assert.deepEqual(band(chart), [
      [1.75, 3, 5],
      [0, 0.5, 2],
    ]);
    assert.match(chart.description!, /g, median of 4 seeds from 0.5 to 3, 0.5 at the end/);
  });

  it("stacks its bands along neither axis, whatever version of Vega-Lite draws them", () => {
    const same = (name: string) => ({ name, x: [0, 1], runs: [[5, 4]] });
    const { encoding } = marked(bandPlot({ groups: [same("a"), same("b")], ...titles }), "area")[0]!;
    assert.deepEqual([encoding["x"], encoding["y"]].map((channel) => (channel as { stack?: null }).stack), [null, null]);
  });

  it("leaves out what has no place on a log axis", () => {
    const chart = bandPlot({ groups: [{ name: "g", x: [0, 1], runs: [[3, 4]] }], xScale: "log", ...titles });
    assert.deepEqual(band(chart), [[4, 4, 4]]);
  });

  it("refuses a run of another length, a group without runs and names given twice", () => {
    assert.throws(
      () => bandPlot({ groups: [{ name: "g", x: [0, 1], runs: [[3]] }], ...titles }),
      /group "g", run 0: expected 2 numbers, as many as group "g", x, received 1/,
    );
    assert.throws(() => bandPlot({ groups: [{ name: "g", x: [0], runs: [] }], ...titles }), /group "g": expected at least one run/);
    const twice = { name: "g", x: [0], runs: [[1]] };
    assert.throws(() => bandPlot({ groups: [twice, twice], ...titles }), /groups, name 1: expected a name of its own/);
  });
});

describe("renderPng", () => {
  const own = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", mark: "point" } as const;

  it("refuses data at an address", () => {
    assert.throws(
      () => renderPng({ ...own, data: { url: "rows.csv" } } as Chart),
      /chart: expected its data inside it, received data at an address/,
    );
  });

  it("reports an expression that fails instead of drawing nothing", () => {
    const chart = { ...own, data: { values: [{ a: 1 }] }, transform: [{ calculate: "datum.b.c", as: "d" }] } as Chart;
    assert.throws(() => renderPng(chart), /chart: expected a specification that Vega can draw, received .*undefined/);
  });
});

describe("heatMap", () => {
  const titles = { xTitle: "learning rate", yTitle: "momentum", valueTitle: "loss" };
  const plane = { x: [1, 2, 3], y: [0, 1], values: [[1, 2, 3], [4, 5, NaN]] };
  const cellsOf = (chart: Chart) => layersOf(chart)[0] as unknown as { data: { values: { value: unknown[] }[] }; transform: { calculate?: string; as?: string }[] };
  const placed = (chart: Chart, cell: number, as: string) => {
    const { calculate } = cellsOf(chart).transform.find((step) => step.as === as)!;
    return Function("datum", "floor", "pow", `return ${calculate}`)({ cell }, Math.floor, Math.pow) as number;
  };

  it("writes the numbers of even axes and colours in full", () => {
    const wide = heatMap({ x: [0, 50, 100], y: [0, 200], values: [[1, 2, 3], [4, 5, 4000]], ...titles });
    const labels = [...renderSvg(wide).matchAll(/<text[^>]*>([^<]*)</g)].map(([, label]) => label);
    assert.ok(labels.includes("100") && labels.includes("200") && labels.includes("1,000"));
    assert.deepEqual(labels.filter((label) => /\de[+-]?\d/.test(label!)), []);
  });

  it("writes the powers of ten of its colours as its axes do", () => {
    const powers = heatMap({ ...plane, values: [[1e-12, 1e-10, 1e-8], [1e-6, 1e-4, 0.01]], colorScale: "log", ...titles });
    const labels = [...renderSvg(powers).matchAll(/<text[^>]*>([^<]*)</g)].map(([, label]) => label);
    assert.deepEqual(labels.filter((label) => /e-|000/.test(label!)), ["1e-12", "1e-10", "1e-8", "1e-6", "0.0001"]);
  });

  it("keeps its values in one list, row after row, and draws what is not finite in grey", () => {
    const chart = heatMap({ ...plane, missing: "diverges", ...titles });
    assert.deepEqual(cellsOf(chart).data.values[0]!.value, [1, 2, 3, 4, 5, null]);
    assert.deepEqual(notesOf(chart), ["grey: diverges"]);
    assert.match(chart.description!, /loss over learning rate from 0.5 to 3.5 and momentum from -0.5 to 1.5: from 1 to 5; 16.7 % of it grey/);
  });

  it("puts each number in the middle of its cell, on a log axis by a constant factor", () => {
    const even = heatMap({ ...plane, ...titles });
    assert.deepEqual([placed(even, 5, "atX"), placed(even, 5, "atY"), placed(even, 5, "x")], [2, 1, 1.5]);
    const log = heatMap({ ...plane, x: [1, 10, 100], xScale: "log", ...titles });
    assert.ok(Math.abs(placed(log, 6, "atX") - 100) < 1e-3 && Math.abs(placed(log, 4, "x") - 10 ** -0.5) < 1e-5);
  });

  it("has a legend for its curves only when there are some", () => {
    assert.equal(marked(heatMap({ ...plane, ...titles }), "line").length, 0);
    const edged = heatMap({ ...plane, curves: [{ name: "edge", x: [1, 3], y: [0, 1] }], ...titles });
    assert.deepEqual(marked(edged, "line")[1]!.encoding["strokeDash"]!.scale!.domain, ["edge"]);
  });

  it("refuses uneven columns, rows that do not fit, too many curves and nothing that has a colour", () => {
    assert.throws(() => heatMap({ ...plane, x: [1, 2, 4], ...titles }), /x: expected ascending numbers, evenly spaced/);
    assert.throws(() => heatMap({ ...plane, x: [1, 2, 3], xScale: "log", ...titles }), /x: expected numbers that grow by a constant factor/);
    assert.throws(() => heatMap({ ...plane, values: [[1, 2, 3]], ...titles }), /values: expected 2 rows, one for each y, received 1/);
    assert.throws(() => heatMap({ ...plane, values: [[1, 2], [3, 4]], ...titles }), /values, row 0: expected 3 numbers/);
    assert.throws(() => heatMap({ x: [1, 2], y: [1, 2], values: [[NaN, NaN], [NaN, NaN]], ...titles }), /values: expected a number that has a colour/);
    const curves = ["a", "b", "c", "d", "e"].map((name) => ({ name, x: [1], y: [1] }));
    assert.throws(() => heatMap({ ...plane, curves, ...titles }), /curves: expected at most 4/);
  });
});
