/** Elements whose content is shown as it is, and comments. */
const VERBATIM = /<!--[\s\S]*?-->|<(script|style|pre|code|textarea|svg|math)\b[\s\S]*?<\/\1\s*>/;
const TAG = /<\/?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/;
const MARKUP = new RegExp(`${VERBATIM.source}|${TAG.source}`, "gi");

/** Changes the running text of an HTML fragment, and leaves tags, attributes, code and scripts alone. */
export function mapText(html: string, change: (text: string) => string): string {
  let result = "";
  let end = 0;
  for (const match of html.matchAll(MARKUP)) {
    const start = match.index!;
    result += change(html.slice(end, start)) + match[0];
    end = start + match[0].length;
  }
  return result + change(html.slice(end));
}

/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The text that a piece of HTML without tags stands for. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hexadecimal, decimal, name) => {
    if (hexadecimal) return String.fromCodePoint(parseInt(hexadecimal, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return NAMED[name] ?? entity;
  });
}
