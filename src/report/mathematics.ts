import { escapeHtml, mapText, unescapeHtml } from "./htmlText";

/** A body of TeX: anything but a dollar, unless escaped. */
const TEX = String.raw`(?:[^$\\]|\\[\s\S])`;

/**
 * TeX between its delimiters, in running text. A single dollar opens mathematics only when its partner stands
 * as close to the formula as it does and no digit follows, so that "$5 and $10" stays money.
 */
const FORMULA = new RegExp(
  [
    String.raw`\$\$(?<display>${TEX}+?)\$\$`,
    String.raw`\\\[(?<bracket>[\s\S]+?)\\\]`,
    String.raw`(?<environment>\\begin\{(?<name>[a-z]+\*?)\}[\s\S]*?\\end\{\k<name>\})`,
    String.raw`\\\((?<parenthesis>[\s\S]+?)\\\)`,
    String.raw`(?<![\\$])\$(?<tight>(?!\s)${TEX}*?(?<!\s))(?<![\\$])\$(?!\d)`,
    String.raw`(?<![\\$])\$\s(?<loose>(?!\s)${TEX}*?(?<!\s))\s\$(?!\d)`,
  ].join("|"),
  "g",
);

/** Mathematics that could not be typeset: the TeX and why. */
export interface FormulaFault {
  tex: string;
  reason: string;
}

/**
 * Typesets the TeX in an HTML fragment with KaTeX: between `$…$`, `\(…\)`, `$$…$$`, `\[…\]` and in environments.
 * A formula that KaTeX refuses stays as it was written and is listed among the faults.
 */
export function typeset(html: string): { html: string; faults: FormulaFault[] } {
  const faults: FormulaFault[] = [];
  const typesetText = (text: string) =>
    text.replace(FORMULA, (...match) => {
      const groups = match.at(-1) as Record<string, string | undefined>;
      const display = groups.display ?? groups.bracket ?? groups.environment;
      const tex = unescapeHtml(display ?? groups.parenthesis ?? groups.tight ?? groups.loose ?? "");
      try {
        return render(tex, display !== undefined);
      } catch (error) {
        faults.push({ tex, reason: (error as Error).message });
        return `<code class="formula-fault">${escapeHtml(tex)}</code>`;
      }
    });
  return { html: mapText(html, typesetText), faults };
}

/** A formula on a line of its own can be reached by keyboard, for where it is too wide for the page it scrolls. */
function render(tex: string, displayMode: boolean): string {
  const katex = require("katex") as typeof import("katex");
  const html = katex.renderToString(tex, { displayMode, strict: false });
  return displayMode ? html.replace('<span class="katex-display">', '<span class="katex-display" tabindex="0">') : html;
}
