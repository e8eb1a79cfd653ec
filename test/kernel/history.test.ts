import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { History } from "../../src/kernel/session";
import { temporaryFolder } from "./folders";

const folder = () => temporaryFolder("history");

/** A session that has run those cells, a result for each that has one. */
function session(place: string, cells: [source: string, result?: string][]): History {
  const history = new History(place);
  cells.forEach(([source, result], index) => {
    history.begin(index + 1, source);
    history.end(index + 1, result);
  });
  return history;
}

const brief = (entries: { session: number; line: number; source: string }[]) => entries.map(({ session, line, source }) => `${session}:${line} ${source}`);

describe("the history", () => {
  it("is kept between sessions, each with a number of its own", () => {
    const place = folder();
    session(place, [["a", "1"], ["b"]]);
    const second = session(place, [["c"], ["d", "4"]]);
    assert.deepEqual(brief(second.tail(3)), ["1:2 b", "2:1 c", "2:2 d"]);
    assert.equal(second.tail(1)[0]!.result, "4");
    assert.deepEqual(second.tail(0), []);
    assert.deepEqual(brief(second.tail(100)).length, 4);
  });

  it("gives a range of a session, of this one by 0, of earlier ones by what is counted back", () => {
    const place = folder();
    session(place, [["a"], ["b"], ["c"]]);
    const now = session(place, [["d"], ["e"]]);
    assert.deepEqual(brief(now.range(1, 2, 3)), ["1:2 b"]);
    assert.deepEqual(brief(now.range(0, 1, Infinity)), ["2:1 d", "2:2 e"]);
    assert.deepEqual(brief(now.range(-1, 0, Infinity)), ["1:1 a", "1:2 b", "1:3 c"]);
    assert.deepEqual(now.range(77, 0, Infinity), []);
  });

  it("finds what matches a pattern as a whole, the last ones, equal ones once", () => {
    const history = session(folder(), [["const x = 1"], ["x"], ["tf.add"], ["x"], ["y[0]\nx"]]);
    assert.deepEqual(brief(history.search("*x*", Infinity, false)), ["1:1 const x = 1", "1:2 x", "1:4 x", "1:5 y[0]\nx"]);
    assert.deepEqual(brief(history.search("x", Infinity, true)), ["1:4 x"]);
    assert.deepEqual(brief(history.search("*", 2, false)), ["1:4 x", "1:5 y[0]\nx"]);
    assert.deepEqual(brief(history.search("tf?add", Infinity, false)), ["1:3 tf.add"]);
    assert.deepEqual(brief(history.search("tf[.]add", Infinity, false)), ["1:3 tf.add"]);
    assert.deepEqual(brief(history.search("[^a-w]", Infinity, true)), ["1:4 x"]);
    assert.deepEqual(history.search("[", Infinity, false), []);
    assert.deepEqual(history.search("a(b", Infinity, false), []);
  });

  it("keeps kernels that run at the same time apart", () => {
    const place = folder();
    const [one, two] = [new History(place), new History(place)];
    one.begin(1, "of one");
    two.begin(1, "of two");
    one.begin(2, "more of one");
    assert.deepEqual(brief(one.range(0, 0, Infinity)), ["1:1 of one", "1:2 more of one"]);
    assert.deepEqual(brief(two.range(0, 0, Infinity)), ["2:1 of two"]);
  });

  it("has a cell that the kernel did not outlive, and survives a line cut short", () => {
    const place = folder();
    session(place, [["good"]]);
    writeFileSync(path.join(place, "2.jsonl"), '{"line":1,"source":"the last"}\n{"line":2,"sou');
    assert.deepEqual(brief(new History(place).tail(5)), ["1:1 good", "2:1 the last"]);
  });

  it("touches nothing until a cell runs, and forgets the oldest sessions", () => {
    const place = path.join(folder(), "deeper");
    assert.deepEqual(new History(place).tail(5), []);
    for (let index = 0; index < 303; index++) session(place, [["x"]]);
    const kept = readdirSync(place).map((name) => Number.parseInt(name));
    assert.deepEqual([kept.length, Math.min(...kept), Math.max(...kept)], [300, 4, 303]);
  });
});
