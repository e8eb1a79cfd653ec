import type { CapturedOutput, MimeBundle } from "../../display";
import type { CellError } from "../parts";

/** Outputs that are kept instead of shown, as a notebook's `outputs` has them. */
export class CapturedOutputs {
  private outputs: CapturedOutput[] = [];
  /** Where the display with an id stands. */
  private readonly displays = new Map<string, number>();
  private clearsFirst = false;

  print(name: "stdout" | "stderr", text: string): void {
    this.startAnew();
    const last = this.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.outputs.push({ output_type: "stream", name, text });
  }

  /** @returns false for an update of a display that is not among these outputs */
  display(data: MimeBundle, metadata: MimeBundle, displayId: string | undefined, update: boolean): boolean {
    const place = displayId === undefined ? undefined : this.displays.get(displayId);
    if (update && place === undefined) return false;
    if (update) {
      this.outputs[place!] = { output_type: "display_data", data, metadata };
      return true;
    }
    this.startAnew();
    if (displayId !== undefined) this.displays.set(displayId, this.outputs.length);
    this.outputs.push({ output_type: "display_data", data, metadata });
    return true;
  }

  /** Forgets all outputs; with `wait`, when there is a new one. */
  clear(wait: boolean): void {
    this.clearsFirst = true;
    if (!wait) this.startAnew();
  }

  /** All outputs, an error as the last of them. */
  finish(error?: CellError): CapturedOutput[] {
    return error ? [...this.outputs, { output_type: "error", ...error }] : this.outputs;
  }

  private startAnew(): void {
    if (!this.clearsFirst) return;
    this.clearsFirst = false;
    this.outputs = [];
    this.displays.clear();
  }
}
