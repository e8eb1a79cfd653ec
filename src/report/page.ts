import { chartPrograms, mathematicsStyle, pageFile } from "./assets";
import { contents } from "./headings";
import { escapeHtml } from "./htmlText";

/** What a report's page is made of. */
export interface Page {
  title: string;
  /** The notebook's cells as HTML, mathematics typeset. */
  body: string;
  /** Sentences for the foot of the page on how it was made. */
  colophon: string[];
}

/** Nothing may be fetched: whatever the page needs is in it. */
const POLICY = [
  "default-src 'none'",
  "img-src data: blob:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
].join("; ");

/** One HTML document with all that it needs inside: styles, fonts, pictures, and the programs that draw its charts. */
export function pageHtml({ title, body, colophon }: Page): string {
  const hasCharts = body.includes('<figure class="chart">');
  const hasMathematics = body.includes('class="katex');
  const styles = [pageFile("page.css"), ...(hasMathematics ? [mathematicsStyle()] : [])];
  const programs = [...(hasCharts ? chartPrograms() : []), pageFile("page.js")];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
${styles.map((style) => `<style>\n${style}\n</style>`).join("\n")}
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${navigation(body)}
<main id="text" tabindex="-1">
${body}
</main>
<footer>
${colophon.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("\n")}
</footer>
${programs.map((program) => `<script>\n${program}\n</script>`).join("\n")}
</body>
</html>
`;
}

function navigation(body: string): string {
  const items = contents(body);
  return `<nav aria-label="Contents">
<button type="button" id="show-code" aria-pressed="false" hidden>Show all code</button>
${items === "" ? "" : `<h2>Contents</h2>\n<ul>\n${items}\n</ul>`}
</nav>`;
}
