import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { InputError } from "../../src/errors";
import {
  button, checkbox, dropdown, horizontalBox, integerSlider, logSlider, output, play, progress, progressBar, slider, text, verticalBox, type Control, type Widget,
} from "../../src/widgets";
import { jupyterDisplay } from "../../src/display";
import { FakeKernel, outputTexts } from "./fakeKernel";

const fixture = path.resolve(__dirname, "../../../test/widgets/fixtures/states.json");
const { states } = JSON.parse(readFileSync(fixture, "utf8")) as { states: Record<string, unknown> };
const view = "application/vnd.jupyter.widget-view+json";

/** The whole state that the front end has of a model, models it names in their places. */
function resolved(kernel: FakeKernel, value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("IPY_MODEL_")) {
    return stateOf(kernel, value.slice("IPY_MODEL_".length));
  }
  return Array.isArray(value) ? value.map((entry) => resolved(kernel, entry)) : value;
}

function stateOf(kernel: FakeKernel, id: string): unknown {
  const { state } = kernel.comms.find((comm) => comm.id === id)!;
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, resolved(kernel, value)]));
}

function shownState(kernel: FakeKernel, widget: Widget): unknown {
  const { model_id } = widget[jupyterDisplay]()[view] as { model_id: string };
  return stateOf(kernel, model_id);
}

const widgets: Record<string, () => Widget> = {
  slider: () => slider(0, 1, { value: 0.25, step: 0.05, label: "share" }),
  logSlider: () => logSlider(-4, 0, { value: 0.01, step: 0.5, label: "rate" }),
  integerSlider: () => integerSlider(10, 90, { value: 20, step: 5, label: "steps" }),
  dropdown: () => dropdown(["adam", "momentum"], { value: "momentum", label: "optimizer" }),
  checkbox: () => checkbox({ value: true, label: "Nesterov" }),
  text: () => text({ value: "a", placeholder: "b", label: "c" }),
  play: () => play(1, 9, { value: 3, step: 2, interval: 50, label: "step" }),
  output: () => output(),
  button: () => button("Go", () => {}),
};

describe("a widget's state", () => {
  for (const [name, widget] of Object.entries(widgets)) {
    it(`is what ipywidgets sends: ${name}`, () =>
      FakeKernel.during((kernel) => assert.deepEqual(shownState(kernel, widget()), states[name])));
  }

  it("is what ipywidgets sends: the link between play buttons and their slider", () =>
    FakeKernel.during((kernel) => {
      widgets.play!()[jupyterDisplay]();
      assert.deepEqual(stateOf(kernel, kernel.model("LinkModel").id), states.link);
    }));

  it("is sent with the protocol's target and version, after those of the models that it names", () =>
    FakeKernel.during((kernel) => {
      slider(0, 1)[jupyterDisplay]();
      const opened = kernel.comms.map(({ opening }) => (opening.data as { state: Record<string, unknown> }).state._model_name);
      assert.deepEqual(opened, ["LayoutModel", "SliderStyleModel", "FloatSliderModel"]);
      for (const { target, opening, id } of kernel.comms) {
        assert.equal(target, "jupyter.widget");
        assert.deepEqual(opening.metadata, { version: "2.1.0" });
        assert.match(id, /^[0-9a-f]{32}$/);
      }
    }));

  it("is sent once however often the widget is shown", () =>
    FakeKernel.during((kernel) => {
      const shared = slider(0, 1);
      verticalBox([shared, horizontalBox([shared])])[jupyterDisplay]();
      shared[jupyterDisplay]();
      assert.equal(kernel.comms.filter(({ state }) => state._model_name === "FloatSliderModel").length, 1);
    }));

  it("comes whole, with the reader's value, to a page that is loaded anew", () =>
    FakeKernel.during(async (kernel) => {
      const shown = slider(0, 1);
      const { model_id } = shown[jupyterDisplay]()[view] as { model_id: string };
      await kernel.move("FloatSliderModel", { value: 0.75 });
      const sent = await kernel.statesForNewPage();
      const { state, ...identity } = sent[model_id]!;
      assert.deepEqual(identity, {
        model_name: "FloatSliderModel", model_module: "@jupyter-widgets/controls", model_module_version: "2.0.0",
      });
      assert.equal(state.value, 0.75);
      for (const property of ["layout", "style"]) {
        assert.ok(sent[(state[property] as string).slice("IPY_MODEL_".length)], `${property} is missing`);
      }
    }));

  it("is sent again to a page that asks for one", () =>
    FakeKernel.during(async (kernel) => {
      slider(0, 1, { value: 0.1 })[jupyterDisplay]();
      const comm = kernel.model("FloatSliderModel");
      await comm.hear({ method: "request_state" });
      assert.equal(comm.sent[0]!.method, "update");
      assert.equal(comm.sent[0]!.state!.value, 0.1);
      assert.equal(comm.sent[0]!.state!._model_name, "FloatSliderModel");
    }));
});

describe("a control", () => {
  it("has the value that the reader gives it, tells its listeners once, and echoes it to other pages", () =>
    FakeKernel.during(async (kernel) => {
      const rate = logSlider(-4, 0);
      const heard: number[] = [];
      rate.onChange((value) => heard.push(value));
      rate[jupyterDisplay]();
      await kernel.move("FloatLogSliderModel", { value: 0.5 });
      await kernel.move("FloatLogSliderModel", { value: 0.5, unknown: 1 });
      assert.equal(rate.value, 0.5);
      assert.deepEqual(heard, [0.5]);
      const echo = { method: "echo_update", state: { value: 0.5 }, buffer_paths: [] };
      assert.deepEqual(kernel.model("FloatLogSliderModel").sent, [echo, echo]);
    }));

  it("moves on the page when code sets its value", () =>
    FakeKernel.during((kernel) => {
      const momentum = { beta: 0.5 };
      const optimizer = dropdown({ Adam: { beta: 0.9 }, Momentum: momentum });
      const heard: unknown[] = [];
      optimizer.onChange((value) => heard.push(value));
      optimizer[jupyterDisplay]();
      assert.throws(() => (optimizer.value = { beta: 0.5 }), InputError, "another object is another choice");
      optimizer.value = momentum;
      assert.equal(kernel.model("DropdownModel").state.index, 1);
      assert.deepEqual(heard, [momentum]);
      assert.equal(optimizer.value, momentum);
    }));

  it("has a value of its own type", () => {
    const chosen: "adam" | "momentum" = dropdown(["adam", "momentum"]).value;
    const ticked: boolean = checkbox().value;
    const written: string = text().value;
    const number: number = play(0, 3).value;
    // @ts-expect-error an optimizer that is not among them
    assert.throws(() => dropdown(["adam", "momentum"], { value: "sgd" }));
    assert.deepEqual([chosen, ticked, written, number], ["adam", false, "", 0]);
  });

  it("is without a label, ticks and text unless it is told otherwise, and shows the first choice", () => {
    const controls = [slider(0, 1), logSlider(0, 1), integerSlider(0, 1), play(0, 1), dropdown(["a"]), checkbox(), text()];
    assert.deepEqual(controls.map(({ label }) => label), controls.map(() => ""));
    assert.deepEqual([dropdown(["b", "a"]).value, checkbox().value, text().value, text().model.get("placeholder")], ["b", false, "", ""]);
  });

  it("goes by hundredths of its range, by tenths of a power of ten, and from one integer to the next", () => {
    const steps = [slider(0, 3), logSlider(-4, 0), integerSlider(0, 900)].map(({ model }) => model.get("step"));
    assert.deepEqual(steps, [0.03, 0.1, 1]);
    FakeKernel.during((kernel) => {
      play(0, 900)[jupyterDisplay]();
      assert.deepEqual([kernel.model("PlayModel").state.step, kernel.model("PlayModel").state.interval], [1, 100]);
    });
  });

  it("starts in the middle, the logarithmic one at the geometric middle, play at the start", () => {
    assert.equal(slider(0, 3).value, 1.5);
    assert.equal(slider(0.1, 0.3).value, 0.2);
    assert.equal(integerSlider(0, 9).value, 5);
    assert.equal(logSlider(-4, 0).value, 0.01);
    assert.equal(play(2, 9).value, 2);
  });

  it("shows as many decimals as its steps have", () => {
    const format = (control: Control<number>) => control.model.get("readout_format");
    assert.equal(format(slider(0, 1)), ".2f");
    assert.equal(format(slider(0, 500)), ".0f");
    assert.equal(format(slider(0, 0.3)), ".3f");
    assert.equal(format(slider(0, 1, { value: 0.0625 })), ".4f");
    assert.equal(format(slider(0, 1e-6)), ".3~g");
  });

  it("says its value in words where nothing draws it", () => {
    const box = verticalBox([
      slider(0, 1, { label: "share" }), checkbox({ label: "Nesterov" }), text({ value: "a", label: "name" }),
      dropdown({ Adam: 1, Momentum: 2 }, { value: 2 }),
    ]);
    assert.deepEqual(box[jupyterDisplay](), {
      "text/plain": `share = 0.5\nNesterov = no\nname = "a"\nMomentum\nTo change it needs Slope's kernel.`,
    });
  });

  const refused: [string, () => unknown, string][] = [
    ["a minimum above the maximum", () => slider(5, 1), 'slider: expected a minimum below its maximum, received "5 to 1"'],
    ["no range at all", () => slider(1, 1), 'slider: expected a minimum below its maximum, received "1 to 1"'],
    ["a minimum that is no number", () => slider(NaN, 1), "slider, minimum: expected a finite number, received NaN"],
    ["a value outside", () => slider(0, 1, { value: 2 }), "slider, value: expected a number from 0 to 1, received 2"],
    ["a step of nothing", () => slider(0, 1, { step: 0 }), "slider, step: expected a positive number, received 0"],
    ["an exponent for the number", () => logSlider(-4, 0, { value: -2 }),
      "logSlider, value: expected a number from 0.0001 to 1, received -2. Pass the number itself, not its exponent"],
    ["exponents out of order", () => logSlider(0, -4), 'logSlider, exponents: expected a minimum below its maximum, received "0 to -4"'],
    ["a fraction for an integer", () => integerSlider(0.5, 3), "integerSlider, minimum: expected an integer, received 0.5"],
    ["a fractional value", () => integerSlider(0, 3, { value: 1.5 }), "integerSlider, value: expected an integer from 0 to 3, received 1.5"],
    ["no choices", () => dropdown([]), "dropdown: expected at least one choice, received Array of length 0"],
    ["a choice that is not there", () => dropdown(["a", "b"] as string[], { value: "c" }), 'dropdown, value: expected one of a, b, received "c"'],
    ["steps to play that are fractions", () => play(0, 1, { step: 0.1 }), "play, step: expected an integer of at least 1, received 0.1"],
    ["no time between steps", () => play(0, 1, { interval: 0 }), "play, interval: expected a positive number, received 0"],
    ["widgets that stand alone", () => horizontalBox(slider(0, 1) as never), "horizontalBox: expected a list of widgets, received Control"],
    ["what is no widget in a box", () => verticalBox([slider(0, 1), "x" as never]),
      'verticalBox, entry 1: expected a widget, such as slider(0, 1), received "x"'],
    ["a value set outside", () => (slider(0, 1).value = 3), "slider, value: expected a number from 0 to 1, received 3"],
  ];
  for (const [name, make, message] of refused) {
    it(`refuses ${name}`, () => assert.throws(make, (error) => error instanceof InputError && error.message === message));
  }
});

describe("a misspelt option", () => {
  const labelled: [string, (options: never) => unknown, string][] = [
    ["slider", (options) => slider(0, 1, options), "value, step, label"],
    ["logSlider", (options) => logSlider(-4, 0, options), "value, step, label"],
    ["integerSlider", (options) => integerSlider(0, 9, options), "value, step, label"],
    ["play", (options) => play(0, 9, options), "value, step, label, interval"],
    ["dropdown", (options) => dropdown(["a", "b"], options), "value, label"],
    ["checkbox", (options) => checkbox(options), "value, label"],
    ["text", (options) => text(options), "value, placeholder, label"],
    ["progressBar", (options) => progressBar(options), "label, total"],
    ["progress", (options) => progress(3, options), "label, total"],
  ];
  for (const [name, make, known] of labelled) {
    it(`is refused by ${name}, with the right names and the one that was meant`, () =>
      assert.throws(() => make({ labels: "rate" } as never), {
        name: "InputError", message: `options of ${name}: expected some of ${known}, received "labels". Did you mean "label"?`,
      }));
  }

  it("is refused where a value stands in the place of the options", () =>
    assert.throws(() => slider(0, 1, 0.5 as never), {
      message: "options of slider: expected an object with some of value, step, label, received 0.5",
    }));
});

describe("a button", () => {
  it("shows below it what a click prints and returns, and takes no click meanwhile", () =>
    FakeKernel.during(async (kernel) => {
      let finish = () => {};
      let clicks = 0;
      button("Train", async () => {
        clicks++;
        console.log("working");
        await new Promise<void>((resolve) => (finish = resolve));
        return "done";
      })[jupyterDisplay]();
      const click = () => kernel.model("ButtonModel").hear({ method: "custom", content: { event: "click" } });
      const first = click();
      await click();
      await null;
      assert.equal(kernel.model("ButtonModel").state.disabled, true);
      finish();
      await first;
      assert.equal(clicks, 1);
      assert.equal(kernel.model("ButtonModel").state.disabled, false);
      assert.deepEqual(outputTexts(kernel.model("OutputModel").state), ["working", "done"]);
    }));
});
