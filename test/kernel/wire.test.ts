import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import * as fc from "fast-check";
import { readConnection, Wire, type Request } from "../../src/kernel/wire";
import { temporaryFolder } from "./folders";
import { freeConnection, FrontEnd } from "./frontEnd";

describe("the wire", () => {
  let wire: Wire;
  let frontEnd: FrontEnd;
  const received: Request[] = [];
  const logged: string[] = [];
  const write = process.stderr.write;

  before(async () => {
    process.stderr.write = ((text: string) => logged.push(text) > 0) as typeof write;
    const connection = await freeConnection();
    wire = await Wire.open(connection);
    wire.listen((request) => {
      received.push(request);
      wire.reply(request, "echo_reply", request.content, { buffers: request.buffers });
    });
    frontEnd = new FrontEnd(connection);
    await frontEnd.hears(({ header }) => header.msg_type === "iopub_welcome");
  });
  after(async () => {
    process.stderr.write = write;
    frontEnd.close();
    await wire.close();
  });

  it("welcomes a subscriber, with no parent", () => {
    const welcome = frontEnd.heard.find(({ header }) => header.msg_type === "iopub_welcome")!;
    assert.deepEqual([welcome.content, welcome.parent, welcome.header.version], [{ subscription: "" }, {}, "5.5"]);
  });

  it("echoes heartbeats of any number of frames", async () => {
    assert.deepEqual(await frontEnd.ping("ping"), ["ping"]);
    assert.deepEqual(await frontEnd.ping("a", "", "c"), ["a", "", "c"]);
  });

  it("brings buffers whole, in both directions", async () => {
    await frontEnd.send("shell", [...frontEnd.frames("echo_request", { x: "𝑥" }), Buffer.from([0, 255]), Buffer.alloc(0)]);
    const echo = await frontEnd.hears(({ content }) => content.x === "𝑥");
    assert.deepEqual(echo.buffers, [Buffer.from([0, 255]), Buffer.alloc(0)]);
  });

  it("writes half characters so that a server can save them, and text about them as it is", async () => {
    const sent = { half: "a\ud83d b\udc00", whole: "😀", text: "\\ud83d \\\\ud83d" };
    wire.publish(undefined, "half", sent);
    const { content } = await frontEnd.hears(({ header }) => header.msg_type === "half");
    assert.deepEqual(content, { half: "a\ufffd b\ufffd", whole: "😀", text: "\\ud83d \\\\ud83d" });
  });

  /** Sends frames that have to be dropped, then a good message, whose reply shows that nothing broke. */
  async function drops(frames: Buffer[], reason: RegExp): Promise<void> {
    const before = [received.length, logged.length];
    await frontEnd.send("shell", frames);
    await frontEnd.ask("shell", "echo_request", { after: reason.source });
    assert.equal(received.length, before[0]! + 1);
    const lines = logged.slice(before[1]);
    assert.equal(lines.length, 1);
    assert.match(lines[0]!, /^Slope's kernel: dropped a message on shell: .*\n$/);
    assert.match(lines[0]!, reason);
  }

  const part = (value: unknown) => Buffer.from(JSON.stringify(value));
  const header = { msg_id: "1", msg_type: "echo_request", session: "s" };

  it("drops a message with a wrong signature, a short one, none", async () => {
    const [delimiter, signature, ...parts] = frontEnd.frames("echo_request", {});
    const wrong = Buffer.from(signature!);
    wrong[0] = wrong[0] === 48 ? 49 : 48;
    for (const bad of [wrong, signature!.subarray(0, 10), Buffer.alloc(0), Buffer.from("ü".repeat(64))]) {
      await drops([delimiter!, bad, ...parts], /signature/);
    }
  });

  it("drops a message that was there before", async () => {
    const frames = frontEnd.frames("echo_request", { once: true });
    await frontEnd.send("shell", frames);
    await frontEnd.hears(({ content }) => content.once === true);
    await drops(frames, /used before/);
  });

  it("drops what has no delimiter, or not all parts", async () => {
    await drops([Buffer.from("hello")], /no <IDS\|MSG>/);
    await drops([Buffer.from("<IDS|MSG>")], /only 0 came/);
    await drops(frontEnd.sign([part(header), part({}), part({})]), /only 4 came/);
  });

  it("drops parts that are no JSON, or no objects, or lack what a reply needs", async () => {
    await drops(frontEnd.sign([part(header), part({}), part({}), Buffer.from("{")]), /content is no JSON/);
    await drops(frontEnd.sign([Buffer.from([0xff, 0xfe]), part({}), part({}), part({})]), /header is no JSON/);
    await drops(frontEnd.sign([part([]), part({}), part({}), part({})]), /header is no object/);
    await drops(frontEnd.sign([part(header), part(null), part({}), part({})]), /parent header is no object/);
    await drops(frontEnd.sign([part({ ...header, msg_type: 5 }), part({}), part({}), part({})]), /msg_type/);
    await drops(frontEnd.sign([part({ msg_type: "a", session: "b" }), part({}), part({}), part({})]), /msg_id/);
  });

  it("outlives whatever frames come", async () => {
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.constant(Buffer.from("<IDS|MSG>")),
    );
    const nonsense = fc.oneof(
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      fc.array(frame, { minLength: 4, maxLength: 6 }).map((parts) => frontEnd.sign(parts)),
    );
    for (const frames of fc.sample(nonsense, { numRuns: 300, seed: 1 })) {
      for (const channel of ["shell", "control", "stdin"] as const) await frontEnd.send(channel, frames);
    }
    assert.deepEqual((await frontEnd.ask("control", "echo_request", { alive: true })).content, { alive: true });
  });

  it("delivers everything published, in order, before it closes", async () => {
    const connection = await freeConnection();
    const other = await Wire.open(connection);
    const reader = new FrontEnd(connection);
    await reader.hears(({ header }) => header.msg_type === "iopub_welcome");
    for (let number = 0; number < 20_000; number++) other.publish(undefined, "stream", { number });
    await other.close();
    await reader.hears(({ content }) => content.number === 19_999);
    const numbers = reader.heard.filter(({ topic }) => topic === "stream").map(({ content }) => content.number);
    assert.deepEqual(numbers, Array.from({ length: 20_000 }, (_, number) => number));
    reader.close();
  });

  it("sends what may wait at the end of the turn, before all that was said after it, also when nothing was", async () => {
    const from = frontEnd.heard.length;
    const said = () => frontEnd.heard.slice(from).flatMap(({ header, content }) => (header.msg_type === "status" ? [content.n] : []));
    wire.publish(undefined, "status", { n: 1 }, { mayWait: true });
    await frontEnd.hears(() => said().length === 1);
    wire.publish(undefined, "status", { n: 2 }, { mayWait: true });
    wire.publish(undefined, "status", { n: 3 });
    await frontEnd.hears(() => said().length === 3);
    assert.deepEqual(said(), [1, 2, 3]);
  });

  it("logs what cannot be sent and goes on", async () => {
    const before = logged.length;
    wire.publish(undefined, "display_data", { value: 1n });
    assert.match(logged.slice(before).join(), /"display_data" was not sent: .*BigInt/);
    await frontEnd.ask("shell", "echo_request", {});
  });
});

describe("a connection file", () => {
  const file = path.join(temporaryFolder("connection"), "connection.json");
  const good = { ip: "127.0.0.1", key: "k", shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 };
  const read = (content: object) => {
    writeFileSync(file, JSON.stringify(content));
    return readConnection(file);
  };

  it("is read, with Jupyter's defaults", () => {
    const { transport, signatureScheme, ports } = read(good);
    assert.deepEqual([transport, signatureScheme, ports.hb], ["tcp", "hmac-sha256", 5]);
  });

  it("that lacks something is refused with the name of it", () => {
    assert.throws(() => read({ ...good, shell_port: undefined }), /"shell_port": expected a number, received undefined/);
    assert.throws(() => read({ ...good, transport: "udp" }), /"transport": expected "tcp" or "ipc", received "udp"/);
  });
});
