export { controlsModel, labelledModel, labelStyle, layoutModel, linkModel, outputModel, styleModel } from "./states";
export { openView } from "./views";
export { WidgetModel, type State } from "./widgetModel";
