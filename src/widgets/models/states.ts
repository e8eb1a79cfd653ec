import { WidgetModel, type State } from "./widgetModel";

const base = { module: "@jupyter-widgets/base", version: "2.0.0" };
const controls = { module: "@jupyter-widgets/controls", version: "2.0.0" };
const outputs = { module: "@jupyter-widgets/output", version: "1.0.0" };

/**
 * A model of the front end's package `@jupyter-widgets/controls`, with its layout and what all of them have.
 * @param name its class there without the "Model"
 */
export function controlsModel(name: string, state: State, companions?: WidgetModel[]): WidgetModel {
  return new WidgetModel({ ...identity(controls, name), ...visible(), ...state }, companions);
}

/** A model with a label before it: {@link controlsModel}, with `description` and style. */
export function labelledModel(name: string, style: WidgetModel, state: State): WidgetModel {
  return controlsModel(name, { description: "", description_allow_html: false, disabled: false, style, ...state });
}

/** How a model looks. @param name the style's class without "StyleModel" */
export function styleModel(name: string, state: State): WidgetModel {
  return new WidgetModel({ ...identity(controls, `${name}Style`, base, "StyleView"), ...state });
}

/** How a labelled model looks: its label is never cut short. */
export function labelStyle(name: string, state: State = {}): WidgetModel {
  return styleModel(name, { description_width: "initial", ...state });
}

/** A model that keeps a property of one model the same as that of another, in the browser, with or without a kernel. */
export function linkModel(source: [WidgetModel, string], target: [WidgetModel, string]): WidgetModel {
  return new WidgetModel({ ...identity(controls, "Link", controls, null), source, target });
}

/** A model that shows a notebook's outputs. */
export function outputModel(): WidgetModel {
  return new WidgetModel({ ...identity(outputs, "Output"), ...visible(), msg_id: "", outputs: [] });
}

/** CSS of a model's element: all properties that the front end knows, unset but for these. */
export function layoutModel(css: State = {}): WidgetModel {
  const unset = Object.fromEntries(layoutProperties.map((property) => [property, null]));
  return new WidgetModel({ ...identity(base, "Layout"), ...unset, ...css });
}

const layoutProperties = [
  "align_content", "align_items", "align_self", "border_bottom", "border_left", "border_right", "border_top", "bottom",
  "display", "flex", "flex_flow", "grid_area", "grid_auto_columns", "grid_auto_flow", "grid_auto_rows", "grid_column",
  "grid_gap", "grid_row", "grid_template_areas", "grid_template_columns", "grid_template_rows", "height",
  "justify_content", "justify_items", "left", "margin", "max_height", "max_width", "min_height", "min_width",
  "object_fit", "object_position", "order", "overflow", "padding", "right", "top", "visibility", "width",
];

function identity(model: typeof base, name: string, view = model, viewName: string | null = `${name}View`): State {
  return {
    _model_module: model.module,
    _model_module_version: model.version,
    _model_name: `${name}Model`,
    _view_count: null,
    _view_module: view.module,
    _view_module_version: view.version,
    _view_name: viewName,
  };
}

function visible(): State {
  return { _dom_classes: [], layout: layoutModel(), tabbable: null, tooltip: null };
}
