import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { describe, it } from "node:test";
import { scatterWithFit } from "../../src/charts";
import { InputError } from "../../src/errors";
import { checkbox, dropdown, interact, logSlider, output, slider, type Control, type ValuesOf } from "../../src/widgets";
import { FakeKernel, outputTexts } from "./fakeKernel";
import { printedLater } from "./printedLater";

const vegaLite = "application/vnd.vegalite.v5+json";
const view = "application/vnd.jupyter.widget-view+json";
const texts = (kernel: FakeKernel) => outputTexts(kernel.model("OutputModel").state);

/** Waits for something that comes in its own time; the test's own limit ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(1);
}

/** Runs a cell that calls `interact`, to the cell's end. */
async function interactIn<Controls extends Record<string, Control<unknown>>>(
  kernel: FakeKernel, controls: Controls, work: (values: ValuesOf<Controls>) => unknown,
): Promise<void> {
  interact(controls, work);
  await kernel.endOfCell();
}

describe("interact", { timeout: 10_000 }, () => {
  it("works on the first values at once, on each change again, and replaces what it showed", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { learningRate: logSlider(-4, 0), nesterov: checkbox() }, ({ learningRate, nesterov }) => {
        const typed: [number, boolean] = [learningRate, nesterov];
        console.log(...typed);
      });
      assert.deepEqual(texts(kernel), ["0.01 false"]);
      await kernel.move("FloatLogSliderModel", { value: 0.1 });
      assert.deepEqual(texts(kernel), ["0.1 false"]);
      await kernel.move("CheckboxModel", { value: true });
      assert.deepEqual(texts(kernel), ["0.1 true"]);
    }));

  it("shows one widget: the controls, named by their values, above the result", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { learningRate: slider(0, 1), batch: dropdown([8, 16], { label: "batch size" }) }, () => {});
      const [{ data }] = kernel.shown as [(typeof kernel.shown)[0]];
      const root = kernel.comms.find(({ id }) => id === (data[view] as { model_id: string }).model_id)!;
      const children = (root.state.children as string[]).map((name) => kernel.comms.find(({ id }) => name.endsWith(id))!.state);
      assert.deepEqual(children.map(({ _model_name }) => _model_name), ["FloatSliderModel", "DropdownModel", "OutputModel"]);
      assert.deepEqual(children.map(({ description }) => description), ["learning rate", "batch size", undefined]);
      assert.equal(kernel.shown.length, 1);
    }));

  it("shows what the function returns, promised or not", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { x: slider(0, 1) }, async ({ x }) => (x === 0.5 ? "half" : undefined));
      assert.deepEqual(texts(kernel), ["half"]);
      await kernel.move("FloatSliderModel", { value: 0.1 });
      assert.deepEqual(texts(kernel), []);
    }));

  it("works on the newest values only, never on a queue of old ones", () =>
    FakeKernel.during(async (kernel) => {
      const worked: number[] = [];
      let finish: (() => void) | undefined;
      await interactIn(kernel, { x: slider(0, 1) }, ({ x }) => {
        worked.push(x);
        return x === 0.5 ? undefined : new Promise<void>((resolve) => (finish = resolve));
      });
      const move = (value: number) => kernel.move("FloatSliderModel", { value });
      const first = move(0);
      await until(() => finish !== undefined);
      const others = Array.from({ length: 50 }, (_, k) => move((k + 1) / 50));
      await setTimeout(5);
      assert.deepEqual(worked, [0.5, 0]);
      finish!();
      await first;
      finish = undefined;
      await until(() => finish !== undefined);
      finish!();
      await Promise.all(others);
      assert.deepEqual(worked, [0.5, 0, 1]);
    }));

  it("joins changes that arrive together", () =>
    FakeKernel.during(async (kernel) => {
      const worked: number[] = [];
      await interactIn(kernel, { x: slider(0, 1) }, ({ x }) => void worked.push(x));
      await Promise.all([0.1, 0.2, 0.3].map((value) => kernel.move("FloatSliderModel", { value })));
      assert.deepEqual(worked, [0.5, 0.3]);
    }));

  it("shows a later error in the result's place, and goes on", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { x: slider(0, 1) }, ({ x }) => {
        if (x === 0) throw new RangeError("no x");
        return x;
      });
      await kernel.move("FloatSliderModel", { value: 0 });
      assert.deepEqual(texts(kernel), ["RangeError"]);
      await kernel.move("FloatSliderModel", { value: 1 });
      assert.deepEqual(texts(kernel), ["1"]);
    }));

  it("fails its cell with the error of the first values, shows the controls all the same, and goes on", () =>
    FakeKernel.during(async (kernel) => {
      const error = new RangeError("no x");
      await assert.rejects(interactIn(kernel, { x: slider(0, 1) }, ({ x }) => {
        console.log("starts");
        if (x === 0.5) throw error;
      }), error);
      assert.equal(kernel.shown.length, 1);
      assert.deepEqual(texts(kernel), ["starts"]);
      await kernel.move("FloatSliderModel", { value: 1 });
      assert.deepEqual(texts(kernel), ["starts"]);
    }));

  it("gives a page that is loaded anew its newest result", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { x: slider(0, 1) }, ({ x }) => x);
      await kernel.move("FloatSliderModel", { value: 0.25 });
      const { state } = (await kernel.statesForNewPage())[kernel.model("OutputModel").id]!;
      assert.deepEqual(outputTexts(state), ["0.25"]);
    }));

  it("works again when code moves a control", () =>
    FakeKernel.during(async (kernel) => {
      const x = slider(0, 1);
      await interactIn(kernel, { x }, (values) => values.x);
      x.value = 0.75;
      await until(() => texts(kernel)[0] === "0.75");
    }));
});

describe("the work of interact", { timeout: 10_000 }, () => {
  it("may move a control itself", () =>
    FakeKernel.during(async (kernel) => {
      const x = slider(0, 1);
      await interactIn(kernel, { x }, ({ x: value }) => {
        if (value < 0.25) x.value = 0.25;
        return value;
      });
      await kernel.move("FloatSliderModel", { value: 0.1 });
      await until(() => texts(kernel)[0] === "0.25");
    }));
});

describe("the saved result of interact", () => {
  const still = (work: () => unknown) => {
    let shown: FakeKernel["shown"] = [];
    return FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { rate: slider(0, 1) }, work);
      shown = kernel.shown;
    }).then(() => shown[0]!);
  };

  it("keeps every format of a single thing, so that a chart stays live, with its hints", async () => {
    const { data, metadata } = await still(() => ({ [Symbol.for("Jupyter.display")]: () => ({ "image/png": "AAAA", "text/plain": "A chart" }) }));
    assert.deepEqual(Object.keys(data).sort(), [view, "image/png", "text/plain"]);
    assert.equal(data["text/plain"], "rate = 0.5\n\nA chart");
    assert.deepEqual(metadata, {});
  });

  it("has a chart live and as a picture, and leaves the picture out where a page draws the chart", () =>
    FakeKernel.during(async (kernel) => {
      await interactIn(kernel, { n: slider(1, 9) }, ({ n }) => scatterWithFit({ x: [1, n], y: [3, 4], xTitle: "x", yTitle: "y" }));
      const [{ data, metadata }] = kernel.shown as [(typeof kernel.shown)[0]];
      assert.deepEqual(Object.keys(data).sort(), [view, vegaLite, "image/png", "text/plain"].sort());
      assert.match(String(data["text/plain"]), /^n = 5\n\nScatter plot of 2 points/);
      assert.equal(typeof (metadata["image/png"] as { width: number }).width, "number");
      const live = () => (kernel.model("OutputModel").state.outputs as { data: object }[]).map(({ data }) => Object.keys(data).sort());
      assert.deepEqual(live(), [[vegaLite, "text/plain"]]);
      await kernel.move("FloatSliderModel", { value: 2 });
      assert.deepEqual(live(), [[vegaLite, "text/plain"]]);
    }));

  it("is plain text when all was printed", async () => {
    const { data } = await still(() => console.log("a < b"));
    assert.deepEqual(Object.keys(data), [view, "text/plain"]);
    assert.equal(data["text/plain"], "rate = 0.5\n\na < b");
  });

  it("is one piece of HTML when there are several things, text escaped", async () => {
    const html = (text: string) => ({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": text, "text/plain": "table" }) });
    const { data } = await still(() => {
      console.log("a < b");
      return html("<b>bold</b>");
    });
    assert.equal(data["text/plain"], "rate = 0.5\n\na < b\ntable");
    assert.equal(data["text/html"], "<p>rate = 0.5</p>\n<pre>a &lt; b</pre>\n<div><b>bold</b></div>");
  });
});

describe("interact without Slope's kernel", () => {
  it("works once, on the first values, and says so in a line", async () => {
    const lines = await printedLater(() => interact({ learningRate: slider(0, 1) }, ({ learningRate }) => `rate ${learningRate}`));
    assert.deepEqual(lines, ["rate 0.5", "Shown for learning rate = 0.5. To change it needs Slope's kernel."]);
  });

  it("throws what the function throws", () =>
    assert.rejects(async () => interact({ x: slider(0, 1) }, () => Promise.reject(new Error("no"))), { message: "no" }));

  it("has shown all when it returns, if nothing is asynchronous", async () => {
    const lines = await printedLater(() => {
      interact({ x: slider(0, 1) }, ({ x }) => x);
      console.log("next");
    });
    assert.equal(lines.indexOf("next"), 2);
  });
});

describe("interact refuses", () => {
  it("no controls", () =>
    assert.throws(() => interact({}, () => {}), (error) => error instanceof InputError
      && error.message === "interact, controls: expected at least one control, such as { learningRate: logSlider(-4, 0) }, received Object"));

  it("nothing in the place of the controls", () =>
    assert.throws(() => interact(undefined as never, () => 0), /^InputError: interact, controls: expected at least one control, .*received undefined$/));

  it("what is no control", () =>
    assert.throws(() => interact({ x: 3 as unknown as Control<number> }, () => {}),
      { message: "interact, x: expected a control, such as slider(0, 1), received 3" }));
});

describe("an output", () => {
  it("holds what a function prints, shows and returns, and can be cleared", () =>
    FakeKernel.during(async () => {
      const place = output();
      await place.capture(() => {
        console.log("a");
        return "b";
      });
      assert.equal(place.inWords(), "a\nb");
      place.clear();
      assert.deepEqual(place.outputs, []);
    }));
});
