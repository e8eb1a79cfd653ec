import type { State, WidgetModel } from "../models";
import { Widget } from "../widget";

/** What sets one kind of control apart from another. */
export interface ControlParts<Value> {
  /** The model that has the value, the label and the style. */
  model: WidgetModel;
  /** What is drawn; default the model. */
  view?: WidgetModel;
  read(state: WidgetModel): Value;
  /** The value as a change of the model's state. @throws InputError for a value that the control does not have */
  write(value: Value): State;
  /** The value in words; default as it prints. */
  print?(value: Value): string;
}

/** A widget with a value that the reader can change. */
export class Control<Value> extends Widget {
  constructor(private readonly parts: ControlParts<Value>) {
    const { model, view = model, print = String } = parts;
    super(view, () => [this.label, print(this.value)].filter(Boolean).join(" = "));
  }

  /** The value as the reader last set it; setting it moves the control on the page. */
  get value(): Value {
    return this.parts.read(this.parts.model);
  }
  set value(value: Value) {
    this.parts.model.set(this.parts.write(value));
  }

  /** The words before it; "" for none. */
  get label(): string {
    return this.parts.model.get("description") as string;
  }
  set label(label: string) {
    this.parts.model.set({ description: label });
  }

  /** Calls `listener` with each new value, whether the reader or the code set it. */
  onChange(listener: (value: Value) => unknown): void {
    let last = this.value;
    this.parts.model.onChange(() => {
      const value = this.value;
      if (Object.is(value, last)) return undefined;
      last = value;
      return listener(value);
    });
  }

  /** The same control, drawn as `view`, which has its model somewhere inside. */
  drawnAs(view: WidgetModel): Control<Value> {
    return new Control({ ...this.parts, view });
  }

  /** Gives the label a width, so that controls below one another begin at one line. */
  set labelWidth(width: string) {
    (this.parts.model.get("style") as WidgetModel).set({ description_width: width });
  }
}
