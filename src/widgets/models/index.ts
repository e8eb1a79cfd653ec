export { controlsModel, labelledModel, labelStyle, layoutModel, linkModel, outputModel, styleModel } from "./states";
export { WidgetModel, type State } from "./widgetModel";
