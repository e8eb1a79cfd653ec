import { runningKernel, withoutPictures, type CapturedOutput } from "../display";
import { show } from "../notebook";
import { outputModel, showInside } from "./models";
import { outputsInWords } from "./outputsInWords";
import { Widget } from "./widget";

const chart = "application/vnd.vegalite.v5+json";

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
    this.model.set({ outputs: outputs.map(withoutPictureOfChart) });
  }

  /**
   * Runs `work` and puts what it prints, shows and returns here, in the place of what was here; an error too.
   * Without Slope's kernel it is shown where everything is.
   */
  async capture(work: () => unknown): Promise<void> {
    const kernel = runningKernel();
    if (!kernel) return void (await showResult(work));
    await showInside(this.model, async () => {
      this.outputs = await kernel.capture(() => withoutPictures(() => showResult(work)));
    });
  }

  clear(): void {
    void showInside(this.model, async () => void (this.outputs = []));
  }
}

/** A place for output, empty at first. */
export function output(): Output {
  return new Output();
}

/** A chart without its picture, which is large and which a page that draws widgets does not need. */
function withoutPictureOfChart(output: CapturedOutput): CapturedOutput {
  if (output.output_type !== "display_data" || !(chart in output.data)) return output;
  const { "image/png": _, ...data } = output.data;
  return { ...output, data };
}

/** Runs `work` and shows what it returns, if anything. @returns a promise only when something is asynchronous */
export function showResult(work: () => unknown): void | Promise<void> {
  const result = work();
  return result instanceof Promise ? result.then(showIfAny) : showIfAny(result);
}

function showIfAny(result: unknown): void | Promise<void> {
  return result === undefined ? undefined : show(result);
}
