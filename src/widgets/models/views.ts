import { AsyncLocalStorage } from "node:async_hooks";
import type { RunningKernel } from "../../display";
import type { View, WidgetModel } from "./widgetModel";

/** The models that cells show, once for each time that they do. */
const views = new Set<View>();

/** The model inside which the running code shows things. */
const surrounding = new AsyncLocalStorage<WidgetModel>();

/**
 * Opens a model that the running code is about to show. It is closed when the cell has been run again, or when what
 * surrounds it shows something else.
 *
 * Not when the cell has been deleted: JupyterLab tells of cells that were cut and pasted elsewhere as of deleted ones.
 */
export function openView(model: WidgetModel, kernel: RunningKernel): void {
  model.open(kernel);
  const view = { model };
  const place = surrounding.getStore();
  if (place) {
    place.inside.add(view);
    return;
  }
  views.add(view);
  kernel.whenRunAgain(() => {
    views.delete(view);
    closeUnseen(model);
  });
}

/** Does work of which all that it shows stands inside `place`, instead of what earlier work has shown there. */
export async function showInside<Result>(place: WidgetModel, work: () => Promise<Result>): Promise<Result> {
  const earlier = [...place.inside];
  const result = await surrounding.run(place, work);
  earlier.forEach((view) => place.inside.delete(view));
  earlier.forEach(({ model }) => closeUnseen(model));
  return result;
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
