export { controlsModel, labelledModel, labelStyle, linkModel, outputModel, styleModel } from "./states";
export { WidgetModel, type State } from "./widgetModel";
