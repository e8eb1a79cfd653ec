import { controlsModel } from "./models";
import { Widget } from "./widget";

/** Widgets beside one another. */
export function horizontalBox(widgets: readonly Widget[]): Widget {
  return box("HBox", widgets);
}

/** Widgets below one another. */
export function verticalBox(widgets: readonly Widget[]): Widget {
  return box("VBox", widgets);
}

function box(name: string, widgets: readonly Widget[]): Widget {
  const model = controlsModel(name, { box_style: "", children: widgets.map((widget) => widget.model) });
  return new Widget(model, () => widgets.map((widget) => widget.inWords()).filter(Boolean).join("\n"));
}
