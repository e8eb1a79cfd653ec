import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { refuse } from "../../errors";

/** So many of the last signatures are remembered, so that a message recorded on the wire cannot be sent again. */
const REMEMBERED = 65_536;

/** Signs messages and checks signatures with the connection's key; with an empty key nothing is signed. */
export class Signer {
  private readonly hash: string;
  /** Made once: a text would be made a key for each message. Nothing where nothing is signed. */
  private readonly key: KeyObject | undefined;
  private readonly seen = new Set<string>();

  /** @throws InputError when the scheme is not one that this Node knows. */
  constructor(key: string, scheme: string) {
    this.key = key === "" ? undefined : createSecretKey(key, "utf8");
    this.hash = scheme.replace(/^hmac-/, "");
    try {
      createHmac(this.hash, key);
    } catch {
      refuse("signature_scheme", `"hmac-" and a hash that Node knows`, scheme);
    }
  }

  /** The signature of a message's parts, one after the other, in hexadecimal digits. */
  sign(parts: string | Buffer): string {
    return this.key ? createHmac(this.hash, this.key).update(parts).digest("hex") : "";
  }

  /** Whether the signature is right, and was not there before. Takes the same time wherever the first wrong digit is. */
  accepts(parts: Buffer[], signature: Buffer): boolean {
    if (!this.key) return true;
    const right = this.sign(Buffer.concat(parts));
    if (signature.length !== right.length || !timingSafeEqual(signature, Buffer.from(right))) return false;
    if (this.seen.has(right)) return false;
    this.remember(right);
    return true;
  }

  private remember(signature: string): void {
    this.seen.add(signature);
    if (this.seen.size > REMEMBERED) this.seen.delete(this.seen.values().next().value!);
  }
}
