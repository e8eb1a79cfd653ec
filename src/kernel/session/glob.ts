/** The regular expression for a pattern of SQLite's GLOB, which Jupyter's history search uses: `*`, `?`, `[a-z]`, `[^a]`. */
export function globToPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\*|\?|\[\^?\]?[^\]]*\]|[^]/gu, (token) => {
    if (token === "*") return "[^]*";
    if (token === "?") return "[^]";
    return token.length > 2 && token.startsWith("[") ? `[${token.slice(1, -1).replaceAll(/[\\\]]|\[/g, "\\$&")}]` : escape(token);
  });
  return new RegExp(`^${source}$`, "u");
}

const escape = (character: string) => character.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
