import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import {
  constantSchedule, cosineDecay, exponentialDecay, inverseTimeDecay, linearWarmup, stepDecay, type Schedule,
} from "../../src/optimizers";
import { readFixture } from "./helpers";

type Options = Record<string, unknown>;
interface Case { schedule: string; options: Options; factors: number[] }

const SCHEDULES = {
  constantSchedule, stepDecay, exponentialDecay, cosineDecay, inverseTimeDecay, linearWarmup,
} as Record<string, (options: never) => Schedule>;

/** The schedule of a fixture's case, in which another schedule is a list of its name and options. */
function make(name: string, options: Options): Schedule {
  const then = options.then as [string, Options] | undefined;
  return SCHEDULES[name]((then ? { ...options, then: make(...then) } : options) as never);
}

const gammas = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const minima = fc.double({ min: 0, max: 1, noNaN: true });
const steps = fc.integer({ min: 1, max: 500 });
const decays: fc.Arbitrary<Schedule> = fc.oneof(
  gammas.map((gamma) => exponentialDecay({ gamma })),
  fc.tuple(steps, gammas).map(([every, gamma]) => stepDecay({ every, gamma })),
  fc.tuple(steps, minima).map(([count, minimum]) => cosineDecay({ steps: count, minimum })),
  fc.double({ min: 1e-6, max: 1e3, noNaN: true }).map((decayRate) => inverseTimeDecay({ decayRate })),
  fc.constant(constantSchedule()),
);

describe("schedules give PyTorch's factors", () => {
  const { cases } = readFixture<{ cases: Case[] }>("schedules.json");
  for (const { schedule, options, factors } of cases) {
    it(`${schedule} ${JSON.stringify(options)}`, () => {
      const ours = make(schedule, options);
      factors.forEach((factor, step) => assert.ok(Math.abs(ours(step) - factor) <= 1e-13, `step ${step}`));
    });
  }
});

describe("schedules", () => {
  it("start with the whole learning rate, never rise and never leave [0, 1]", () => {
    fc.assert(fc.property(decays, (schedule) => {
      assert.equal(schedule(0), 1);
      for (let step = 1; step <= 600; step++) {
        assert.ok(schedule(step) >= 0 && schedule(step) <= schedule(step - 1), `${schedule} at ${step}`);
      }
    }));
  });

  it("rise through a warm-up, then begin another at its own start", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), gammas, decays, (count, startFactor, then) => {
      const schedule = linearWarmup({ steps: count, startFactor, then });
      assert.equal(schedule(0), startFactor);
      for (let step = 1; step <= count; step++) assert.ok(schedule(step) > schedule(step - 1));
      for (let step = 0; step < 20; step++) assert.equal(schedule(count + step), then(step));
    }));
  });

  it("reach the cosine's minimum and stay there", () => {
    const schedule = cosineDecay({ steps: 10, minimum: 0.25 });
    assert.deepEqual([schedule(5), schedule(10), schedule(11), schedule(1000)], [0.625, 0.25, 0.25, 0.25]);
  });

  it("print themselves as the call that made them", () => {
    assert.equal(String(constantSchedule()), "constantSchedule()");
    assert.equal(String(stepDecay({ every: 30 })), "stepDecay({ every: 30, gamma: 0.1 })");
    assert.equal(
      String(linearWarmup({ steps: 10, startFactor: 0.1, then: cosineDecay({ steps: 90 }) })),
      "linearWarmup({ steps: 10, startFactor: 0.1, then: cosineDecay({ steps: 90, minimum: 0 }) })");
  });

  it("refuse options that are out of range", () => {
    for (const bad of [0, -1, 1.5, NaN]) {
      assert.throws(() => stepDecay({ every: bad }), /^InputError: every: expected an integer of at least 1/);
      assert.throws(() => cosineDecay({ steps: bad }), /^InputError: steps: expected an integer of at least 1/);
      assert.throws(() => linearWarmup({ steps: bad }), /^InputError: steps: expected an integer of at least 1/);
    }
    for (const gamma of [0, 1, -1, NaN]) {
      const message = `gamma: expected a number between 0 and 1, received ${gamma}`;
      assert.throws(() => exponentialDecay({ gamma }), { message });
      assert.throws(() => stepDecay({ every: 1, gamma }), { message });
    }
    assert.throws(() => cosineDecay({ steps: 1, minimum: 2 }), {
      message: "minimum: expected a number from 0 to 1, received 2",
    });
    assert.throws(() => inverseTimeDecay({ decayRate: 0 }), {
      message: "decayRate: expected a positive number, received 0",
    });
    assert.throws(() => linearWarmup({ steps: 1, startFactor: 0 }), {
      message: "startFactor: expected a number above 0 and at most 1, received 0",
    });
    assert.throws(() => linearWarmup({ steps: 1, then: 1 as never }), {
      message: "then: expected a schedule, received 1",
    });
  });
});
