import { requireInteger } from "../errors";

/** The normal distribution holds 95 % between minus and plus this. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % confidence interval of a share, for an accuracy on `total` samples that the model has not seen:
 * `(p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n)` with `p = successes/total`. It never leaves [0, 1] and holds
 * for shares near 0 and 1, where `p ± z sqrt(p (1 - p)/n)` does not.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
 * @throws InputError when `total` is no positive integer or `successes` none from 0 to `total`
 *
 * @example wilsonInterval(95, 100) // [0.8882, 0.9785]
 */
export function wilsonInterval(successes: number, total: number): [low: number, high: number] {
  const n = requireInteger("total", total, 1);
  const p = requireInteger("successes", successes, 0, n) / n;
  const middle = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [successes === 0 ? 0 : (middle - half) / scale, successes === n ? 1 : (middle + half) / scale];
}
