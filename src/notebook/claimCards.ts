import { columnOf, escapeHtml, tableText } from "../display";
import { statement } from "./checks";
import type { CheckedClaim } from "./claims";
import { Markdown } from "./markdown";
import { marks, verdicts, type Verdict } from "./verdicts";

/** One claim as a card: a quotation block, so that every front end sets it apart and typesets its mathematics. */
export function claimCard({ id, where, says, verdict, shows, checks }: CheckedClaim): Markdown {
  const evidence = checks.map(([name, check]) => ({ name, seen: statement(check) }));
  const blocks = [
    `${badge(verdict)} · ${id} · ${where}`,
    `**The document:** ${says}`,
    `**This run:** ${shows}`,
    evidence.map(({ name, seen }) => `- ${name}: \`${seen}\``).join("\n"),
  ];
  const text = blocks
    .join("\n\n")
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  const plainText = [
    `${marks[verdict].sign} ${verdict} · ${id} · ${where}`,
    `  The document: ${says}`,
    `  This run: ${shows}`,
    ...evidence.map(({ name, seen }) => `  - ${name}: ${seen}`),
  ].join("\n");
  return new Markdown(text, plainText);
}

/** Several claims as one table: statement beside verdict, the evidence folded below what the run shows. */
export function claimRows(claims: readonly CheckedClaim[]): Markdown {
  const rows = claims.map(({ id, where, says, verdict, shows, checks }) => {
    const evidence = checks
      .map(([name, check]) => `${name}: <code>${escapeHtml(statement(check))}</code>`)
      .join("<br>");
    const proof = `<details><summary>evidence</summary>${evidence}</details>`;
    return `| ${unbroken(id)}<br>${where} | ${inCell(says)} | ${badge(verdict)} | ${inCell(shows)} ${inCell(proof)} |`;
  });
  const text = ["| claim | the document states | verdict | this run shows |", "|:--|:--|:--|:--|", ...rows].join("\n");
  return new Markdown(text, claims.map((claim) => claimCard(claim).plainText).join("\n\n"));
}

/** All claims as a table below a line of counts. */
export function claimSummary(claims: readonly CheckedClaim[]): Markdown {
  if (claims.length === 0) return new Markdown("No claim has been checked yet.");
  const counts = verdicts
    .map((verdict) => ({ verdict, count: claims.filter((claim) => claim.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  const total = `${claims.length} claim${claims.length === 1 ? "" : "s"} checked`;
  const rows = claims.map(
    ({ id, where, verdict, shows }) => `| ${unbroken(id)} | ${where} | ${badge(verdict)} | ${inCell(shows)} |`,
  );
  const text = [
    `**${total}:** ${counts.map(({ verdict, count }) => `${count} ${badge(verdict)}`).join(", ")}`,
    "",
    "| claim | where | verdict | what the run shows |",
    "|:--|:--|:--|:--|",
    ...rows,
  ].join("\n");
  const plainText = tableText({
    caption: `${total}: ${counts.map(({ verdict, count }) => `${count} ${verdict}`).join(", ")}`,
    columns: [
      columnOf(
        "claim",
        claims.map(({ id }) => id),
      ),
      columnOf(
        "where",
        claims.map(({ where }) => where),
      ),
      columnOf(
        "verdict",
        claims.map(({ verdict }) => `${marks[verdict].sign} ${verdict}`),
      ),
      { name: "what the run shows", cells: claims.map(({ shows }) => shows), align: "left" },
    ],
  });
  return new Markdown(text, plainText);
}

function badge(verdict: Verdict): string {
  const { sign, color } = marks[verdict];
  return `<span style="color:${color}"><b>${unbroken(`${sign} ${verdict}`)}</b></span>`;
}

/** Text that no narrow column breaks at a space or a hyphen. */
function unbroken(text: string): string {
  return text.replace(/ /g, "\u00a0").replace(/-/g, "\u2011");
}

/** Text for a cell of a Markdown table, where a bar would end the cell. */
function inCell(text: string): string {
  return text
    .replace(/\$[^$]+\$/g, (mathematics) => mathematics.replace(/\\\|/g, "\\Vert ").replace(/\|/g, "\\vert "))
    .replace(/\|/g, "\\|")
    .replace(/\s*\n\s*/g, " ");
}
