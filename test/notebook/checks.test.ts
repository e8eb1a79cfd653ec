import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { above, approximately, below, check, equals, holds, type Check } from "../../src/notebook";
import { statement } from "../../src/notebook/checks";
import { printed } from "./printed";

const passes = (check: Check) => check.passed;

describe("approximately", () => {
  it("passes within the tolerance, its edge included, and fails beyond", () => {
    assert.ok(passes(approximately(1.25, 1, 0.25)));
    assert.ok(!passes(approximately(1.2500001, 1, 0.25)));
    assert.ok(!passes(approximately(NaN, 1, 1e9)));
    assert.ok(!passes(approximately(Infinity, 1, 1e9)));
  });

  it("compares lists entry by entry and names the entry that is off", () => {
    assert.ok(passes(approximately(Float64Array.of(0, 0.2), [0, 0.2000001], 1e-6)));
    const { passed, measured, expected } = approximately([0, 0.2, 0.5], [0, 0.2, 0.36], 1e-9);
    assert.deepEqual([passed, measured, expected], [false, "0.5 at index 2", "0.36 (± 1e-9)"]);
    assert.ok(!passes(approximately([1, 2], [1], 1)));
    assert.ok(!passes(approximately([1], 1, 1)));
  });

  it("writes all digits of a number that is just off", () => {
    assert.equal(approximately(1.0000000001, 1, 1e-12).measured, "1.0000000001");
  });

  it("refuses a tolerance that cannot be one", () => {
    assert.throws(() => approximately(1, 1, -1), { message: "tolerance: expected a number from 0, received -1" });
    assert.throws(() => approximately(1, 1, NaN), /tolerance/);
  });
});

describe("equals", () => {
  it("compares by value, a typed array with a list too", () => {
    assert.ok(passes(equals(Float64Array.of(1, 2), [1, 2])));
    assert.ok(passes(equals([[1], Float64Array.of(2)], [[1], [2]])));
    assert.ok(passes(equals({ shape: [100, 100] }, { shape: [100, 100] })));
    assert.ok(!passes(equals([1, 2], [1, 3])));
    assert.ok(!passes(equals(1, "1")));
    assert.ok(!passes(equals(0, 1e-300)));
  });

  it("writes numbers in which the difference shows", () => {
    const { measured, expected } = equals(0.1 + 0.2, 0.3);
    assert.notEqual(measured, expected);
  });
});

describe("above, below and holds", () => {
  it("say what they compare", () => {
    assert.equal(statement(above(1.44, 1)), "1.44 > 1");
    assert.equal(statement(below(1, 1.44)), "1 < 1.44");
    assert.equal(statement(holds(true, "the loss rises")), "the loss rises");
    assert.equal(statement(holds(true)), "holds");
  });

  it("fail at equality and for what is no number", () => {
    for (const check of [above(1, 1), below(1, 1), above(NaN, 0), below(NaN, 0), holds(false)])
      assert.ok(!check.passed);
  });
});

describe("check", () => {
  it("prints one line with what was seen", () => {
    assert.deepEqual(
      printed(() => check("the slope is one", approximately(0.9999, 1, 0.001))),
      ["✓ the slope is one (0.9999 ≈ 1 (± 0.001))"],
    );
    assert.deepEqual(
      printed(() => check("both", { first: equals(1, 1), second: above(2, 1) })),
      ["✓ both (first: 1 = 1; second: 2 > 1)"],
    );
  });

  it("throws what was expected and received, and prints nothing", () => {
    const lines = printed(() => {
      assert.throws(() => check("the slope is one", approximately(0.9, 1, 0.01)), {
        name: "CheckError",
        message: "the slope is one: expected ≈ 1 (± 0.01), received 0.9",
      });
      assert.throws(
        () => check("both", { first: equals(1, 1), second: above(1, 2) }),
        /both, "second": expected > 2, received 1/,
      );
      assert.throws(() => check("it holds", holds(1 > 2)), /it holds: expected that it holds, received does not hold/);
    });
    assert.deepEqual(lines, []);
  });

  it("refuses to stand on nothing or on a bare boolean", () => {
    assert.throws(() => check("nothing", {}), /nothing, evidence: expected at least one check/);
    assert.throws(
      () => check("bare", { yes: true as unknown as Check }),
      /bare, evidence "yes": expected a check, received true\. Write holds/,
    );
  });
});
