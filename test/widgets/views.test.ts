import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jupyterDisplay } from "../../src/display";
import { button, horizontalBox, integerSlider, interact, output, play, slider, type Widget } from "../../src/widgets";
import { FakeKernel } from "./fakeKernel";

const names = (kernel: FakeKernel, closed: boolean) =>
  kernel.comms.filter(({ isClosed }) => isClosed === closed).map(({ opening }) => (opening.data as { state: { _model_name: string } }).state._model_name);

describe("the models of a cell that is run again", () => {
  it("are closed, with all that belongs to them, and no page that is loaded anew gets them", () =>
    FakeKernel.during(async (kernel) => {
      play(1, 9)[jupyterDisplay]();
      kernel.cellEnds()();
      assert.deepEqual(names(kernel, false), []);
      assert.ok(names(kernel, true).includes("LinkModel") && names(kernel, true).includes("LayoutModel"));
      slider(0, 1)[jupyterDisplay]();
      const states = Object.values(await kernel.statesForNewPage());
      assert.deepEqual(states.filter(({ state }) => state._view_name === "FloatSliderView").length, 1);
      assert.equal(states.length, 3);
    }));

  it("are closed, those of interact with their result too", () =>
    FakeKernel.during(async (kernel) => {
      interact({ x: slider(0, 1) }, ({ x }) => x);
      await kernel.endOfCell();
      kernel.cellEnds()();
      assert.deepEqual(names(kernel, false), []);
    }));

  it("stay as far as another cell shows them", () =>
    FakeKernel.during((kernel) => {
      const shared = slider(0, 1);
      horizontalBox([shared, slider(0, 2)])[jupyterDisplay]();
      const runFirstAgain = kernel.cellEnds();
      shared[jupyterDisplay]();
      runFirstAgain();
      assert.deepEqual(names(kernel, false), ["LayoutModel", "SliderStyleModel", "FloatSliderModel"]);
      assert.equal(kernel.model("FloatSliderModel").isClosed, false);
      kernel.cellEnds()();
      assert.deepEqual(names(kernel, false), []);
    }));

  it("are opened anew when they are shown anew, with the values that they had", () =>
    FakeKernel.during(async (kernel) => {
      const kept = slider(0, 1);
      kept[jupyterDisplay]();
      await kernel.move("FloatSliderModel", { value: 0.75 });
      kernel.cellEnds()();
      kept[jupyterDisplay]();
      const anew = kernel.comms.filter(({ opening }) => "value" in (opening.data as { state: object }).state).at(-1)!;
      assert.equal(anew.isClosed, false);
      assert.equal(anew.state.value, 0.75);
    }));
});

describe("the models that a function shows inside a result", () => {
  const shownInside = (kernel: FakeKernel) => names(kernel, false).filter((name) => name === "IntSliderModel").length;

  it("are closed when it is called anew, so that dragging a slider leaves none behind", () =>
    FakeKernel.during(async (kernel) => {
      let last: Widget | undefined;
      interact({ x: slider(0, 1) }, () => (last = play(1, 9)));
      await kernel.endOfCell();
      const open = names(kernel, false);
      for (let step = 1; step <= 20; step++) await kernel.move("FloatSliderModel", { value: step / 40 });
      assert.deepEqual(names(kernel, false).sort(), open.sort());
      const { outputs } = kernel.model("OutputModel").state as { outputs: { data: Record<string, { model_id: string }> }[] };
      assert.equal(outputs[0]!.data["application/vnd.jupyter.widget-view+json"]!.model_id, last!.model.id);
      assert.equal(kernel.comms.find(({ id }) => id === last!.model.id)!.isClosed, false);
      kernel.cellEnds()();
      assert.deepEqual(names(kernel, false), []);
    }));

  it("are closed by a button's next click, and by clearing an output", () =>
    FakeKernel.during(async (kernel) => {
      button("New", () => integerSlider(0, 9))[jupyterDisplay]();
      for (let click = 0; click < 3; click++) {
        await kernel.model("ButtonModel").hear({ method: "custom", content: { event: "click" } });
        assert.equal(shownInside(kernel), 1);
      }
      const place = output();
      await place.capture(() => integerSlider(0, 9));
      assert.equal(shownInside(kernel), 2);
      place.clear();
      await null;
      await null;
      assert.equal(shownInside(kernel), 1);
    }));

  it("stay as far as they are shown again, or elsewhere", () =>
    FakeKernel.during(async (kernel) => {
      const kept = integerSlider(0, 9);
      const elsewhere = integerSlider(0, 5);
      const place = output();
      place[jupyterDisplay]();
      elsewhere[jupyterDisplay]();
      await place.capture(() => horizontalBox([kept, elsewhere]));
      await place.capture(() => kept);
      assert.deepEqual(names(kernel, true), ["LayoutModel", "HBoxModel"]);
      await place.capture(() => "nothing");
      assert.equal(shownInside(kernel), 1, "what a cell shows stays");
    }));

  it("are there again when the output that holds them is shown anew", () =>
    FakeKernel.during(async (kernel) => {
      const place = output();
      place[jupyterDisplay]();
      await place.capture(() => integerSlider(0, 9));
      kernel.cellEnds()();
      assert.equal(shownInside(kernel), 0);
      place[jupyterDisplay]();
      assert.equal(shownInside(kernel), 1);
    }));
});
