import { runningKernel, type CapturedOutput } from "../display";
import { show } from "../notebook";
import { outputModel } from "./models";
import { outputsInWords } from "./outputsInWords";
import { Widget } from "./widget";

/** A place on the page for what some code prints and shows: see {@link output}. */
export class Output extends Widget {
  constructor() {
    const model = outputModel();
    super(model, () => outputsInWords(this.outputs));
  }

  /** What stands there now, as entries of a notebook's `outputs`. */
  get outputs(): readonly CapturedOutput[] {
    return this.model.get("outputs") as CapturedOutput[];
  }
  set outputs(outputs: readonly CapturedOutput[]) {
    this.model.set({ outputs });
  }

  /**
   * Runs `work` and puts what it prints, shows and returns here, in the place of what was here; an error too.
   * Without Slope's kernel it is shown where everything is.
   */
  async capture(work: () => unknown): Promise<void> {
    const kernel = runningKernel();
    if (!kernel) return showResult(work);
    this.outputs = await kernel.capture(() => showResult(work));
  }

  clear(): void {
    this.outputs = [];
  }
}

/** A place for output, empty at first. */
export function output(): Output {
  return new Output();
}

/** Runs `work` and shows what it returns, if anything. */
async function showResult(work: () => unknown): Promise<void> {
  const result = await work();
  if (result !== undefined) await show(result);
}
