import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { DEEDS, type Deed, type Operation, RelayPlay } from './relay-play.ts';
import { CASES, PEOPLE, RelayWorld } from './relay-world.ts';
import { Stage } from './stage.ts';

/**
 * One world for all runs: 200 people (30 members of six desks, 2 coordinators, 40 requesters, 20 other representatives, the rest
 * strangers) in three channels; at the beginning of each run 50 cases that can be worked on. Each run goes on where the one before
 * ended, so a failure is not shrunk; the seed that is printed plays everything again: FC_SEED=… npx vitest run relay-property.
 * Measured on two cores: 640 operations in 10 s on PGlite, 4 s to settle; 60 s with seven times as much work as cores.
 */
const RUNS = 8;
const OPERATIONS = 80;

const operation: fc.Arbitrary<Operation> = fc.record({
  deed: fc.oneof(...Object.entries(DEEDS).map(([deed, weight]) => ({ arbitrary: fc.constant(deed as Deed), weight }))),
  about: fc.nat(CASES - 1),
  role: fc.nat(99),
  place: fc.nat(9),
  salt: fc.nat(9_999),
});

describe.each(TEST_DATABASES)('words between requesters and desks, on $name', ({ open }) => {
  let stage: Stage;
  let world: RelayWorld;

  beforeAll(async () => {
    stage = await Stage.open(open);
    world = new RelayWorld(stage);
    await world.settle();
  }, 120_000);
  afterAll(() => stage.close());

  it('reach whom they are for and nobody else, in order, whatever people do', { timeout: 300_000 }, async () => {
    expect(world.people.length).toBe(PEOPLE);
    const play = new RelayPlay(world);
    const run = fc.asyncProperty(fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS }), async (operations) => {
      await world.refill();
      for (const one of operations) await play.perform(one);
      await world.deliver();
      world.checkOrder();
      await world.checkCases();
      expect(stage.failures).toEqual([]);
    });
    const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };
    await fc.assert(run, { numRuns: RUNS, endOnFailure: true, ...seed });
    // The deeds that matter were done, not only refused.
    const often = (...deeds: readonly Deed[]) => deeds.reduce((sum, deed) => sum + (play.done.get(deed) ?? 0), 0);
    expect(often('accept', 'race', 'acceptWhileWriting')).toBeGreaterThan(15);
    expect(often('number', 'inline', 'press', 'replyTo', 'plain', 'edit', 'atOnce')).toBeGreaterThan(60);
    expect(often('askBack', 'answer', 'confirm', 'transfer', 'recuse', 'withdraw')).toBeGreaterThan(10);
  });
});
