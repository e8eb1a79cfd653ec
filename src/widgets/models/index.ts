export { controlsModel, labelledModel, labelStyle, layoutModel, linkModel, outputModel, styleModel } from "./states";
export { openView, showInside } from "./views";
export { WidgetModel, type State } from "./widgetModel";
