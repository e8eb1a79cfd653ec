import { jupyterDisplay, runningKernel, type Displayable, type MimeBundle } from "../display";
import { openView, type WidgetModel } from "./models";

/** The format by which a front end finds a widget. */
export const widgetView = "application/vnd.jupyter.widget-view+json";

/** Something that a notebook shows and that stays in touch with the kernel: a control, a box of some, an output. */
export class Widget implements Displayable {
  constructor(
    /** What the front end draws. */
    readonly model: WidgetModel,
    /** The same in words, where nothing draws widgets. */
    readonly inWords: () => string,
  ) {}

  [jupyterDisplay](): MimeBundle {
    const kernel = runningKernel();
    if (!kernel) return { "text/plain": `${this.inWords()}\nTo change it needs Slope's kernel.` };
    openView(this.model, kernel);
    const view = { version_major: 2, version_minor: 0, model_id: this.model.id };
    return { [widgetView]: view, "text/plain": this.inWords() };
  }
}
