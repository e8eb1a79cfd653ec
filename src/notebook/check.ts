import { assertAll, readEvidence, statement, type Check, type Evidence } from "./checks";

/**
 * Asserts a fact and prints it in one line: `✓ the closed form is exact (1 = 1)`.
 * @throws CheckError when a check fails, InputError when there is none
 */
export function check(sentence: string, evidence: Check | Evidence): void {
  const checks = readEvidence(sentence, evidence);
  assertAll(sentence, checks);
  const seen = checks.map(([name, check]) => (name === "" ? statement(check) : `${name}: ${statement(check)}`));
  console.log(`✓ ${sentence} (${seen.join("; ")})`);
}
