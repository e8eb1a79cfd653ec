/** What can be said of a statement after it was run. */
export const verdicts = [
  "correct",
  "correct but imprecise",
  "wrong sign",
  "wrong",
  "inconsistent",
  "does not run",
  "implausible",
  "not verified",
] as const;

/** What is said of a statement of the documents. */
export type Verdict = (typeof verdicts)[number];

/** A sign and a colour for each verdict; the colours are readable on white and on near-black. */
export const marks: Record<Verdict, { sign: string; color: string }> = {
  correct: { sign: "✓", color: "#008a6a" },
  "correct but imprecise": { sign: "≈", color: "#8f7a00" },
  "wrong sign": { sign: "±", color: "#d55e00" },
  wrong: { sign: "✗", color: "#d55e00" },
  inconsistent: { sign: "≠", color: "#d55e00" },
  "does not run": { sign: "⊘", color: "#d55e00" },
  implausible: { sign: "?", color: "#b8629b" },
  "not verified": { sign: "○", color: "#767676" },
};
