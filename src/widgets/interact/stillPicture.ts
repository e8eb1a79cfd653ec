import { escapeHtml, type CapturedOutput, type MimeBundle } from "../../display";
import { outputInWords, outputsInWords } from "../outputsInWords";

/** One output with hints for its formats. */
export interface Still {
  data: MimeBundle;
  metadata: MimeBundle;
}

/**
 * What stands for controls and their result where there is no kernel: in a saved notebook, a report, on a web page.
 * A single shown value keeps all its formats, so that a chart stays live; several things become one piece of HTML.
 * @param values the controls' values in words, so that it is true for ever
 */
export function stillPicture(values: string, outputs: readonly CapturedOutput[]): Still {
  const words = { "text/plain": [values, outputsInWords(outputs)].filter(Boolean).join("\n\n") };
  const [first, ...others] = outputs;
  if (first?.output_type === "display_data" && others.length === 0) {
    return { data: { ...first.data, ...words }, metadata: first.metadata };
  }
  if (!outputs.some(hasMoreThanWords)) return { data: words, metadata: {} };
  return { data: { "text/html": `<p>${escapeHtml(values)}</p>\n${outputs.map(asHtml).join("\n")}`, ...words }, metadata: {} };
}

function hasMoreThanWords(output: CapturedOutput): boolean {
  return output.output_type === "display_data" && Object.keys(output.data).some((format) => format !== "text/plain");
}

function asHtml(output: CapturedOutput): string {
  if (output.output_type === "display_data") {
    const { "text/html": html, "image/svg+xml": svg, "image/png": png } = output.data;
    if (typeof html === "string") return `<div>${html}</div>`;
    if (typeof svg === "string") return `<div>${svg}</div>`;
    if (typeof png === "string") return picture(png, output);
  }
  return `<pre>${escapeHtml(outputInWords(output))}</pre>`;
}

function picture(png: string, output: CapturedOutput & { output_type: "display_data" }): string {
  const { width, height } = (output.metadata["image/png"] ?? {}) as { width?: number; height?: number };
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  return `<img src="data:image/png;base64,${png}" alt="${escapeHtml(outputInWords(output))}"${size}>`;
}
