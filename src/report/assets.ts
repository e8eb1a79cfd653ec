import { readFileSync } from "node:fs";
import path from "node:path";
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

/** KaTeX's style sheet with its fonts inside, each once and in the one format that every browser reads. */
export function mathematicsStyle(): string {
  const folder = path.join(packageFolder("katex"), "dist");
  const style = readFileSync(path.join(folder, "katex.min.css"), "utf8");
  return style.replace(/src:url\((fonts\/[\w-]+\.woff2)\)[^}]*?(?=[;}])/g, (_, font: string) => {
    const data = readFileSync(path.join(folder, font)).toString("base64");
    return `src:url(data:font/woff2;base64,${data}) format("woff2")`;
  });
}

/** The programs that draw charts in the browser, in the order in which they load. */
export function chartPrograms(): string[] {
  return [
    packageFile("vega", "build/vega.min.js"),
    packageFile("vega-lite", "build/vega-lite.min.js"),
    packageFile("vega-embed", "build/vega-embed.min.js"),
  ].map((program) => program.replace(/<\/(?=script)/gi, "<\\/").replace(/\n?\/\/# sourceMappingURL=.*/g, ""));
}

/** The version of an installed package. */
export function packageVersion(name: string): string {
  return (JSON.parse(packageFile(name, "package.json")) as { version: string }).version;
}
