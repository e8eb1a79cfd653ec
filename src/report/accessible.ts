/** Changes a notebook's HTML where it would be hard to read: for eyes on either page colour, and for a screen reader. */
export function accessible(html: string): string {
  return readableColors(plainCorners(html));
}

/** An empty heading of a table, as in its corner, is no heading to a screen reader. */
function plainCorners(html: string): string {
  return html.replace(/<th\b([^>]*)>((?:\s|<\/?small>)*)<\/th>/g, "<td$1>$2</td>");
}

/** A text colour chosen without a page in mind moves a fifth towards the ink, dark on light and light on dark. */
function readableColors(html: string): string {
  const inStyle = /(<[a-z]+ (?:[^">]|"[^"]*")*?style="(?:[^"]*;\s*)?color:\s*)(#[0-9a-f]{6})\b/gi;
  return html.replace(inStyle, "$1color-mix(in srgb, $2 80%, var(--ink))");
}
