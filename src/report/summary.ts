import { joined, type NotebookDocument } from "../run";

/** A notebook in a few words. */
export interface Summary {
  title: string;
  /** What it asks: the first words in bold. */
  question: string;
  /** Its first chart as PNG, base64. */
  picture?: string;
  alt: string;
}

export function summaryOf({ cells }: NotebookDocument, name: string): Summary {
  const [opening = ""] = cells.filter((cell) => cell.cell_type === "markdown").map((cell) => joined(cell.source));
  const charts = cells.flatMap((cell) => cell.outputs ?? []).filter(({ data }) => data?.["image/png"] !== undefined);
  const data = charts[0]?.data as Record<string, string | string[]> | undefined;
  return {
    title: words(/^# +(.+)$/m.exec(opening)?.[1] ?? name),
    question: words(/\*\*([\s\S]+?)\*\*/.exec(opening)?.[1] ?? ""),
    picture: data && joined(data["image/png"]),
    alt: data ? joined(data["text/plain"]) : "",
  };
}

/** Markdown's words without its marks. */
function words(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*`]|<[^>]*>/g, "").trim();
}
