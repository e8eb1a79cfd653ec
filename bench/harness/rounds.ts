import { setTimeout as wait } from "node:timers/promises";
import { isQuiet, quietMoment } from "./quiet";

/** How long a contestant's processes, and what they sent, may take to be gone before others' load is looked at, by default. */
const SETTLING_MILLISECONDS = 1500;
const ATTEMPTS = 10;

/** One contestant of a benchmark: what it takes to do the work once, by the name of the measurement. */
export interface Contestant {
  name: string;
  /** @param index counts the rounds from 0 */
  round(index: number): Promise<Record<string, number>>;
  /** How long its work may take to be over once `round` is. */
  settlingMilliseconds?: number;
}

/** Samples by measurement, then by contestant. */
export type Samples = Record<string, Record<string, number[]>>;

export interface RoundsOptions {
  rounds: number;
  /** True to keep rounds of a busy machine too. */
  busy: boolean;
  /** Told of each contestant's turn and of each round thrown away. */
  report: (line: string) => void;
}

/**
 * Lets the contestants take turns, each round beginning with another one, so that what changes on the machine meets all
 * of them. A turn that ends on a busy machine is thrown away and taken again, ten times at most.
 */
export async function takeRounds(contestants: readonly Contestant[], options: RoundsOptions): Promise<Samples> {
  const samples: Samples = {};
  for (let round = 0; round < options.rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(round + turn) % contestants.length]!;
      options.report(`round ${round + 1} of ${options.rounds}: ${contestant.name}`);
      const result = await quietTurn(contestant, round, options);
      for (const [name, value] of Object.entries(result)) {
        ((samples[name] ??= {})[contestant.name] ??= []).push(value);
      }
    }
  }
  return samples;
}

async function quietTurn(contestant: Contestant, index: number, { busy, report }: RoundsOptions): Promise<Record<string, number>> {
  for (let attempt = 1; ; attempt++) {
    if (!busy) await quietMoment(600);
    const result = await contestant.round(index);
    await wait(contestant.settlingMilliseconds ?? SETTLING_MILLISECONDS);
    if (busy || (await isQuiet())) return result;
    if (attempt === ATTEMPTS) throw new Error(`bench: the machine was busy in ${ATTEMPTS} turns of ${contestant.name}`);
    report(`  thrown away: the machine got busy`);
  }
}
