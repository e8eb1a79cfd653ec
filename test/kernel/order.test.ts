import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Order } from "../../src/kernel/evaluator/order";
import { markFrame, type Frame } from "../../src/kernel/evaluator/messages";

const secret = "0123456789abcdef";
const { head, tail } = markFrame(secret);

/** What a process does, in order: it prints text, or tells of something. */
type Act = { text: string; to: 1 | 2 } | "tell";

/** The pipes' contents after some acts, and the acts as a listener should hear of them. */
function perform(acts: Act[]) {
  const pipes = { 1: "", 2: "" };
  const frames: Frame[] = [];
  const heard: string[] = [];
  for (const act of acts) {
    if (act === "tell") {
      const number = frames.length + 1;
      for (const to of [1, 2] as const) pipes[to] += head + number + tail;
      frames.push({ number, marked: [1, 2], event: { type: "handled", serial: number } });
      heard.push(`event ${number}`);
    } else {
      pipes[act.to] += act.text;
      heard.push(`${act.to}: ${act.text}`);
    }
  }
  return { bytes: { 1: Buffer.from(pipes[1]), 2: Buffer.from(pipes[2]) }, frames, heard };
}

/** What was heard between two events, each stream's text in one. */
function normal(heard: string[]): string[] {
  const sections: string[] = [];
  let texts = { 1: "", 2: "" };
  const close = () => {
    sections.push(`1: ${texts[1]}`, `2: ${texts[2]}`);
    texts = { 1: "", 2: "" };
  };
  for (const line of heard) {
    if (line.startsWith("event")) {
      close();
      sections.push(line);
    } else texts[line[0] as "1"] += line.slice(3);
  }
  close();
  return sections;
}

const acts = fc.array(
  fc.oneof(fc.constant("tell" as const), fc.record({ text: fc.string({ unit: "binary", maxLength: 6 }), to: fc.constantFrom(1 as const, 2 as const) })),
  { maxLength: 12 },
);

describe("what comes through several pipes", () => {
  it("is heard in the order in which it happened, in whatever pieces it arrives", () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat(2)), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (acts, turns, sizes) => {
        const { bytes, frames, heard: expected } = perform(acts);
        const heard: string[] = [];
        const order = new Order(
          secret,
          (name, text) => heard.push(`${name === "stdout" ? 1 : 2}: ${text}`),
          (event) => heard.push(`event ${(event as { serial: number }).serial}`),
        );
        const read = { 1: 0, 2: 0 };
        let next = 0;
        while (next < frames.length || read[1] < bytes[1].length || read[2] < bytes[2].length) {
          const turn = turns.next().value as number;
          if (turn === 0) {
            if (next < frames.length) order.frame(frames[next++]!);
            continue;
          }
          const pipe = turn as 1 | 2;
          const piece = bytes[pipe].subarray(read[pipe], read[pipe] + (sizes.next().value as number));
          read[pipe] += piece.length;
          if (piece.length > 0) order.bytes(pipe, piece);
        }
        order.end();
        assert.deepEqual(normal(heard), normal(expected));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("is heard before an event without marks as far as it was read, a half mark too, which may go on after it", () => {
    const heard: unknown[] = [];
    const order = new Order(secret, (_, text) => heard.push(text), (event) => heard.push(event.type));
    order.bytes(1, Buffer.from("text\0"));
    order.bytes(2, Buffer.from(`before${head}2`));
    order.frame({ number: 1, marked: [], event: { type: "ready" } });
    assert.deepEqual(heard, ["text", "before", "\0", `${head}2`, "ready"]);
    order.frame({ number: 2, marked: [1, 2], event: { type: "ready" } });
    order.bytes(1, Buffer.from(`${head.slice(1)}2${tail}out`));
    order.bytes(2, Buffer.from(`${tail}errors`));
    assert.deepEqual(heard.slice(5), ["ready", "out", "errors"]);
  });

  it("is heard although a descriptor was closed, and at the end whatever is missing", () => {
    const heard: unknown[] = [];
    const order = new Order(secret, (_, text) => heard.push(text), (event) => heard.push(event.type));
    order.frame({ number: 1, marked: [2], event: { type: "ready" } });
    assert.deepEqual(heard, []);
    order.bytes(2, Buffer.from(`before${head}1${tail}after`));
    assert.deepEqual(heard, ["before", "ready", "after"]);
    order.frame({ number: 2, marked: [1, 2], event: { type: "ready" } });
    order.bytes(1, Buffer.from(`half a mark ${head}`));
    order.end();
    assert.deepEqual(heard, ["before", "ready", "after", "half a mark ", "ready"]);
  });
});
