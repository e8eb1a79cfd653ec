import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../run";

function packageFolder(name: string): string {
  return path.join(projectRoot, "node_modules", name);
}

/** A file of a package, as text. */
function packageFile(name: string, file: string): string {
  return readFileSync(path.join(packageFolder(name), file), "utf8");
}

/** A file of the report's own page, as text. */
export function pageFile(file: string): string {
  return readFileSync(path.join(projectRoot, "src/report/page", file), "utf8");
}

/** The fonts of KaTeX that only some formulas need, by what in a formula needs them; the others always are there. */
const SPECIAL_FONTS: [RegExp, RegExp][] = [
  [/^Caligraphic/, /"mord mathcal|\bmathcal\b/],
  [/^Fraktur/, /\bmathfrak\b|\bmathboldfrak\b/],
  [/^SansSerif/, /\bmathsf\b|\btextsf\b|\bmathboldsf\b|\bmathitsf\b/],
  [/^Script/, /\bmathscr\b/],
  [/^Typewriter/, /\bmathtt\b|\btexttt\b/],
  [/^AMS/, /\bamsrm\b|\bmathbb\b|\btextbb\b/],
  [/^Main-Bold/, /\bmathbf\b|\btextbf\b|\bboldsymbol\b|\bboldtext\b/],
  [/^Math-BoldItalic/, /\bboldsymbol\b|\bmathboldsymbol\b/],
  [/^Main-Italic/, /\bmathit\b|\btextit\b/],
];

/** KaTeX's style sheet for these formulas, the fonts they need inside, each once and in the one format that every browser reads. */
export function mathematicsStyle(formulas: string): string {
  const folder = path.join(packageFolder("katex"), "dist");
  const style = readFileSync(path.join(folder, "katex.min.css"), "utf8");
  return style.replace(/@font-face\{[^}]*?src:url\((fonts\/KaTeX_([\w-]+)\.woff2)\)[^}]*\}/g, (face, font: string, name: string) => {
    const special = SPECIAL_FONTS.find(([names]) => names.test(name));
    if (special && !special[1].test(formulas)) return "";
    const data = readFileSync(path.join(folder, font)).toString("base64");
    return face.replace(/src:url[^}]*?(?=[;}])/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
  });
}

/** The programs that draw charts in the browser, in the order in which they load, compressed, as base64. */
export function chartPrograms(): string {
  const programs = [packageFile("vega", "build/vega.min.js"), packageFile("vega-embed", "build/vega-embed.min.js")];
  return gzipSync(programs.join("\n").replace(/\/\/# sourceMappingURL=.*/g, "")).toString("base64");
}

/** The version of an installed package. */
export function packageVersion(name: string): string {
  return (JSON.parse(packageFile(name, "package.json")) as { version: string }).version;
}
