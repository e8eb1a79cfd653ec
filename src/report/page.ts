import { randomBytes } from "node:crypto";
import { chartPrograms, mathematicsStyle, pageFile } from "./assets";
import { contents } from "./headings";
import { escapeHtml } from "./htmlText";

/** The colours of a page: the reader's choice, or one for everybody. */
export type Theme = "auto" | "light" | "dark";

/** What a report's page is made of. */
export interface Page {
  title: string;
  /** The notebook's cells as HTML, mathematics typeset. */
  body: string;
  /** What stands at the foot, as HTML. */
  footer: string;
  theme: Theme;
}

/**
 * Nothing may be fetched: whatever the page needs is in it. Only the page's own programs run, by a word that nobody
 * can guess: a script in the text of a notebook does not. (Vega compiles expressions, hence `unsafe-eval`.)
 */
const policy = (nonce: string) => [
  "default-src 'none'",
  "img-src data: blob:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  `script-src 'nonce-${nonce}' 'unsafe-eval'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** One HTML document with all that it needs inside: styles, fonts, pictures, and the programs that draw its charts. */
export function pageHtml({ title, body, footer, theme }: Page): string {
  const hasCharts = body.includes('<figure class="chart">');
  const hasMathematics = body.includes('class="katex');
  const nonce = randomBytes(18).toString("base64");
  return `${head(title, theme, nonce, hasMathematics ? [mathematicsStyle(body)] : [])}
<body>
<a class="skip" href="#text">Skip to the text</a>
${navigation(body)}
<main id="text" tabindex="-1">
${body}
</main>
<footer>
${footer}
</footer>
${hasCharts ? `<script type="application/gzip" id="chart-programs">${chartPrograms()}</script>\n` : ""}<script nonce="${nonce}">
${pageFile("page.js")}
</script>
</body>
</html>
`;
}

/** The beginning of every page, to the end of its head. */
export function head(title: string, theme: Theme, nonce: string, moreStyles: readonly string[] = []): string {
  const styles = [themed(pageFile("page.css"), theme), ...moreStyles];
  return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<meta name="color-scheme" content="${theme === "auto" ? "light dark" : theme}">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
${styles.map((style) => `<style>\n${style}\n</style>`).join("\n")}
</head>`;
}

/** The style sheet for a theme: what it says of dark screens holds for all, for none, or as the reader's system has it. */
function themed(style: string, theme: Theme): string {
  if (theme === "auto") return style;
  return style
    .replace("color-scheme: light dark", `color-scheme: ${theme}`)
    .replaceAll("screen and (prefers-color-scheme: dark)", theme === "dark" ? "screen" : "not all");
}

function navigation(body: string): string {
  const items = contents(body);
  return `<nav aria-label="Contents">
<button type="button" id="show-code" aria-pressed="false" hidden>Show all code</button>
${items === "" ? "" : `<h2>Contents</h2>\n<ul>\n${items}\n<li class="level-2"><a href="#how-made">How this report was made</a></li>\n</ul>`}
</nav>`;
}
