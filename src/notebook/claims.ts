import { refuse, requireOneOf } from "../errors";
import { assertAll, readEvidence, type Check, type Evidence } from "./checks";
import { claimCard, claimRows, claimSummary } from "./claimCards";
import type { Markdown } from "./markdown";
import { show } from "./show";
import { verdicts, type Verdict } from "./verdicts";

/** A statement of a document, and what running it shows. */
export interface Claim {
  /** Its number in the list of claims, such as "D0-20". */
  id: string;
  /** Document and section, such as "000 §4.1.1". */
  where: string;
  /** What the document states, in our words; mathematics between dollar signs. */
  says: string;
  verdict: Verdict;
  /** What this run shows; mathematics between dollar signs. */
  shows: string;
  /** What makes the verdict: every check is asserted. */
  evidence: Evidence;
}

/** A claim whose evidence held. */
export interface CheckedClaim extends Omit<Claim, "evidence"> {
  checks: readonly [name: string, check: Check][];
}

/** The claims checked so far, one for each id: checking a claim again replaces it. */
export class ClaimBook {
  private readonly checked = new Map<string, CheckedClaim>();

  /**
   * Asserts a claim's evidence and keeps the claim.
   * @throws CheckError when a check fails (the claim then counts as not checked), InputError when a field is missing
   */
  add({ evidence, ...claim }: Claim): CheckedClaim {
    for (const field of ["id", "where", "says", "shows"] as const) {
      if (typeof claim[field] !== "string" || claim[field].trim() === "")
        refuse(`claim, ${field}`, "some words", claim[field]);
    }
    const what = `claim ${claim.id}`;
    requireOneOf(`${what}, verdict`, claim.verdict, verdicts);
    this.checked.delete(claim.id);
    const checks = readEvidence(what, evidence);
    assertAll(what, checks);
    const entry = { ...claim, checks };
    this.checked.set(claim.id, entry);
    return entry;
  }

  /** All claims checked, in the order of their ids. */
  all(): CheckedClaim[] {
    return [...this.checked.values()].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  }

  /** A table of all claims checked, with how many there are of each verdict. */
  table(): Markdown {
    return claimSummary(this.all());
  }

  /** Shows {@link table}: the end of a notebook. */
  summary(): void {
    void show(this.table());
  }
}

/** The claims of this notebook's run. */
export const claims = new ClaimBook();

/**
 * Checks a statement of a document: asserts the evidence, so that the cell fails when the run does not bear the verdict
 * out, then shows statement, verdict and evidence as a card.
 * @throws CheckError naming claim, check, expected and received value
 *
 * ```ts
 * claim({
 *   id: "D0-20", where: "000 §4.1.1", says: "$\\nabla L = \\sum (y_i - \\theta x_i) x_i$", verdict: "wrong sign",
 *   shows: "at θ = 0 the loss falls, and the document's gradient says that it rises",
 *   evidence: { "finite difference": approximately(slope, -2, 1e-6), "the document's": equals(theirs, 2) },
 * });
 * ```
 */
export function claim(claim: Claim): void {
  void show(claimCard(claims.add(claim)));
}

/**
 * Checks several statements, as {@link claim} does each, and shows them as one table.
 * @throws CheckError for the first whose evidence does not hold
 */
export function claimTable(list: readonly Claim[]): void {
  void show(claimRows(list.map((claim) => claims.add(claim))));
}
