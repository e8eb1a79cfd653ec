import { controlsModel, styleModel } from "./models";
import { Output } from "./output";
import { Widget } from "./widget";

/**
 * A button, and below it what a click prints, shows and returns, or the error that it ends in. It takes no other click
 * until the last one's work is done.
 */
export function button(label: string, onClick: () => unknown): Widget {
  const style = styleModel("Button", { button_color: null, ...font });
  const model = controlsModel("Button", { description: label, disabled: false, button_style: "", icon: "", style });
  const result = new Output();
  let working = false;
  model.onMessage(async (message) => {
    if ((message as { event?: string } | undefined)?.event !== "click" || working) return;
    working = true;
    model.set({ disabled: true });
    await result.capture(onClick);
    model.set({ disabled: false });
    working = false;
  });
  const box = controlsModel("VBox", { box_style: "", children: [model, result.model] });
  return new Widget(box, () => [`[${label}]`, result.inWords()].filter(Boolean).join("\n"));
}

const font = {
  font_family: null, font_size: null, font_style: null, font_variant: null, font_weight: null,
  text_color: null, text_decoration: null,
};
