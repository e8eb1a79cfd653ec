import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { joined, readNotebook, type NotebookCell, type NotebookOutput } from "../run";
import { escapeHtml } from "./htmlText";
import { howMade, type HowMade } from "./howMade";
import type { ReportOptions } from "./renderReport";
import { writeWhole, type WrittenReport } from "./writeReport";

/**
 * Writes an executed notebook as Markdown for a repository: charts as pictures beside it with their descriptions,
 * mathematics as TeX between dollars, tables as HTML, how it was made at the foot.
 */
export async function writeMarkdown(notebook: string, file: string, options: ReportOptions = {}): Promise<WrittenReport> {
  const { source = options.run?.source ?? notebook, code = true } = options;
  const document = readNotebook(notebook);
  const pictures = new Pictures(file);
  const parts = document.cells.flatMap((cell) => (cell.cell_type === "code" ? codeParts(cell, code, pictures) : [joined(cell.source)]));
  const faults = await copyPictures(parts.join("\n"), path.dirname(source), path.dirname(file));
  const made = await howMade(document, source, options);
  const text = [...parts.filter((part) => part.trim() !== ""), howMadeMarkdown(made)].join("\n\n");
  await pictures.write();
  await writeWhole(file, `${noteLinks(text)}\n`);
  return { file, bytes: Buffer.byteLength(text), faults };
}

/** The pictures of a report, in a folder of its name. */
class Pictures {
  private readonly folder: string;
  private readonly contents: Buffer[] = [];

  constructor(private readonly file: string) {
    this.folder = `${path.basename(file, ".md")}-pictures`;
  }

  /** Takes a picture in; gives the Markdown that shows it. */
  add(base64: string, alt: string): string {
    this.contents.push(Buffer.from(base64, "base64"));
    return `![${escapeMarkdown(alt)}](${encodeURI(this.folder)}/${this.contents.length}.png)`;
  }

  async write(): Promise<void> {
    if (this.contents.length === 0) return;
    const folder = path.join(path.dirname(this.file), this.folder);
    await mkdir(folder, { recursive: true });
    await Promise.all(this.contents.map((content, i) => writeFile(path.join(folder, `${i + 1}.png`), content)));
  }
}

function codeParts(cell: NotebookCell, showCode: boolean, pictures: Pictures): string[] {
  const source = joined(cell.source).trim();
  if (source === "") return [];
  return [...(showCode ? [fenced(source, "ts")] : []), ...(cell.outputs ?? []).map((output) => outputMarkdown(output, pictures))];
}

function outputMarkdown(output: NotebookOutput, pictures: Pictures): string {
  if (output.output_type === "stream") return fenced(withoutColors(joined(output.text)));
  if (output.output_type === "error") return fenced(withoutColors((output.traceback ?? []).join("\n") || `${output.ename}: ${output.evalue}`));
  const data = output.data as Record<string, string | string[]>;
  if (data["image/png"] !== undefined) {
    const { alt } = ((output.metadata ?? {})["image/png"] ?? {}) as { alt?: string };
    return pictures.add(joined(data["image/png"]), alt ?? joined(data["text/plain"]));
  }
  // a blank line would end the HTML block
  if (data["text/html"] !== undefined) return joined(data["text/html"]).replace(/\n\s*\n/g, "\n").trim();
  if (data["text/markdown"] !== undefined) return joined(data["text/markdown"]);
  return data["text/plain"] === undefined || joined(data["text/plain"]) === "" ? "" : fenced(joined(data["text/plain"]));
}

/** Text as it is, in a fence longer than any in it. */
function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

function withoutColors(text: string): string {
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}

function escapeMarkdown(text: string): string {
  return escapeHtml(text).replace(/[\\`*_[\]$|]/g, "\\$&").replace(/\s+/g, " ");
}

/** Copies the image files that the text shows beside it; lists those that are not there. */
async function copyPictures(text: string, from: string, to: string): Promise<string[]> {
  const names = [...text.matchAll(/!\[[^\]]*\]\(([^):]+)\)/g)].map(([, name]) => decodeURI(name!)).filter((name) => !/-pictures\/\d+\.png$/.test(name));
  const copies = names.map(async (name) => {
    try {
      const content = await readFile(path.join(from, name));
      await mkdir(path.dirname(path.join(to, name)), { recursive: true });
      await writeFile(path.join(to, name), content);
      return [];
    } catch {
      return [`Picture not copied: ${name} (not an image file beside the notebook)`];
    }
  });
  return (await Promise.all(copies)).flat();
}

/** Links between notebooks become links between their reports. */
function noteLinks(text: string): string {
  return text.replace(/(\]\([^):]+)\.ipynb(?=[#)])/g, "$1.md");
}

function howMadeMarkdown(made: HowMade): string {
  const value = ({ value, changedFrom }: HowMade["parameters"][number]) =>
    changedFrom === undefined ? `\`${value}\`` : `**\`${value}\`** changed from \`${changedFrom}\``;
  const rows = made.parameters.map((line) => `| \`${line.name}\` | ${value(line).replaceAll("|", "\\|")} | ${escapeMarkdown(line.meaning)} |`);
  return [
    "## How this report was made", "", escapeMarkdown(made.origin), "",
    ...(rows.length > 0 ? ["| Parameter | Value | Meaning |", "|---|---|---|", ...rows, ""] : []),
    `- Seed: ${escapeMarkdown(made.seed)}`,
    ...made.data.map(({ name, sha256 }) => `- Data: ${escapeMarkdown(name)}, SHA-256 \`${sha256}\``),
    `- Versions: ${escapeMarkdown(made.versions.join(", "))}`,
  ].join("\n");
}
