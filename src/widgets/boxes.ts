import { refuse, requireList } from "../errors";
import { controlsModel } from "./models";
import { Widget } from "./widget";

/** Widgets beside one another. @throws InputError when they are no list of widgets */
export function horizontalBox(widgets: readonly Widget[]): Widget {
  return box("HBox", requireWidgets("horizontalBox", widgets));
}

/** Widgets below one another. @throws InputError when they are no list of widgets */
export function verticalBox(widgets: readonly Widget[]): Widget {
  return box("VBox", requireWidgets("verticalBox", widgets));
}

function requireWidgets(what: string, widgets: readonly Widget[]): readonly Widget[] {
  requireList(what, widgets, "a list of widgets").forEach((widget, k) => {
    if (!(widget instanceof Widget)) refuse(`${what}, entry ${k}`, "a widget, such as slider(0, 1)", widget);
  });
  return widgets;
}

function box(name: string, widgets: readonly Widget[]): Widget {
  const model = controlsModel(name, { box_style: "", children: widgets.map((widget) => widget.model) });
  return new Widget(model, () => widgets.map((widget) => widget.inWords()).filter(Boolean).join("\n"));
}
