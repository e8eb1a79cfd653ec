import type { RunningKernel } from "../../display";
import type { WidgetModel } from "./widgetModel";

/** The models that cells show, once for each time that they do. */
const views = new Set<{ model: WidgetModel }>();

/** Opens a model that the running cell is about to show. When that cell has been run again, the model is closed. */
export function openView(model: WidgetModel, kernel: RunningKernel): void {
  model.open(kernel);
  const view = { model };
  views.add(view);
  kernel.whenRunAgain(() => {
    views.delete(view);
    closeUnseen(model);
  });
}

/** Closes a model and all that belongs to it, but for what another view shows. */
function closeUnseen(model: WidgetModel): void {
  const seen = withParts([...views].map((view) => view.model));
  for (const part of withParts([model])) if (!seen.has(part)) part.close();
}

function withParts(models: WidgetModel[]): Set<WidgetModel> {
  const all = new Set(models);
  for (const model of all) model.parts.forEach((part) => all.add(part)); // a set's loop comes to what is added meanwhile
  return all;
}
