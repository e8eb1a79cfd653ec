import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jupyterDisplay } from "../../src/display";
import { horizontalBox, interact, play, slider } from "../../src/widgets";
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
