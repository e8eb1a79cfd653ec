import type { CapturedOutput } from "../display";

/** Outputs as a terminal would show them. */
export function outputsInWords(outputs: readonly CapturedOutput[]): string {
  return outputs.map(outputInWords).join("\n");
}

export function outputInWords(output: CapturedOutput): string {
  switch (output.output_type) {
    case "stream":
      return output.text.trimEnd();
    case "display_data":
      return String(output.data["text/plain"] ?? "");
    case "error":
      return withoutColours(output.traceback.join("\n")) || `${output.ename}: ${output.evalue}`;
  }
}

function withoutColours(text: string): string {
  return text.replace(/\x1b\[[\d;]*m/g, "");
}
