import { escapeHtml, unescapeHtml } from "./htmlText";

const HEADING = /<h([1-6])((?:\s[^>]*)?)>([\s\S]*?)<\/h\1>/g;

/** The words of a piece of HTML. */
function plainText(html: string): string {
  return unescapeHtml(html.replace(/<[^>]*>/g, "")).trim();
}

/** Gives every heading the id that JupyterLab links to it by: its text with dashes for spaces. */
export function nameHeadings(html: string): string {
  const used = new Map<string, number>();
  return html.replace(HEADING, (_, level: string, attributes: string, content: string) => {
    const name = plainText(content).replace(/\s+/g, "-");
    const earlier = used.get(name) ?? 0;
    used.set(name, earlier + 1);
    const id = earlier === 0 ? name : `${name}-${earlier + 1}`;
    return `<h${level}${attributes.replace(/\sid="[^"]*"/, "")} id="${escapeHtml(id)}">${content}</h${level}>`;
  });
}

/** The text of the first heading of the first level. */
export function documentTitle(html: string): string | undefined {
  const match = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html);
  return match ? plainText(match[1]!) : undefined;
}

/** Links to the headings of the second and third level, as list items; empty where there are none. */
export function contents(html: string): string {
  const items = [...html.matchAll(HEADING)].filter(([, level]) => level === "2" || level === "3");
  return items
    .map(([, level, attributes, content]) => {
      const id = /\sid="([^"]*)"/.exec(attributes!)![1]!;
      return `<li class="level-${level}"><a href="#${id}">${content!.replace(/<\/?a\b[^>]*>/g, "")}</a></li>`;
    })
    .join("\n");
}
