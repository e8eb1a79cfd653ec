import type { RunningKernel } from "../../display";
import type { State, WidgetModel } from "./widgetModel";

const openModels = new Set<WidgetModel>();
let answering: RunningKernel | undefined;

/** Keeps a model, so that a page that is loaded anew gets it, and sees to it that such a page is answered. */
export function addOpenModel(model: WidgetModel, kernel: RunningKernel): void {
  openModels.add(model);
  if (answering === kernel) return;
  answering = kernel;
  kernel.registerTarget("jupyter.widget.control", (comm) => {
    comm.onMessage = ({ data }) => {
      if ((data as { method?: string }).method !== "request_states") return;
      comm.send({ data: { method: "update_states", states: allStates(), buffer_paths: [] } });
    };
  });
}

export function removeOpenModel(model: WidgetModel): void {
  openModels.delete(model);
}

function allStates(): Record<string, State> {
  const states = [...openModels].map((model) => {
    const state = model.wholeState;
    const { _model_name: model_name, _model_module: model_module, _model_module_version: model_module_version } = state;
    return [model.id, { model_name, model_module, model_module_version, state }] as const;
  });
  return Object.fromEntries(states);
}
