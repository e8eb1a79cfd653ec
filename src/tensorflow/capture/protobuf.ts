/** Writes a protocol buffer message field by field, in the wire format of version 3. */
export class Message {
  private readonly parts: Buffer[] = [];

  /** A whole number, a boolean or an enum's number; negative ones take ten bytes. */
  integer(field: number, value: number | boolean): this {
    return this.tag(field, 0).push(varint(BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    return this.tag(field, 5).push(bytes);
  }

  /** A string, bytes, or a message inside this one. */
  bytes(field: number, value: string | Buffer | Message): this {
    const bytes = value instanceof Message ? value.encode() : Buffer.from(value as Buffer);
    return this.tag(field, 2).push(varint(BigInt(bytes.length))).push(bytes);
  }

  encode(): Buffer {
    return Buffer.concat(this.parts);
  }

  private tag(field: number, wireType: number): this {
    return this.push(varint(BigInt(field * 8 + wireType)));
  }

  private push(bytes: Buffer): this {
    this.parts.push(bytes);
    return this;
  }
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}
