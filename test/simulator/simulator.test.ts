import { describe, expect, it } from 'vitest';
import { cases } from '../support/runs.ts';
import { run } from './run.ts';
import { told } from './story.ts';
import { type StoryOptions, writeStory } from './write-story.ts';

const MINUTE = 60_000;
const LENGTH = { busyMs: 10 * MINUTE, quietMs: 20 * MINUTE };
const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1);

async function expectNoViolation(seed: number, faults: NonNullable<StoryOptions['faults']>): Promise<void> {
  const story = writeStory(seed, { ...LENGTH, faults });
  const { violations } = await run(story);
  expect(violations, told(story)).toEqual([]);
}

describe('nobody is in silence, and no promise is lost', () => {
  it.each(cases(SEEDS))('on a day without a fault, seed %i', (seed) => expectNoViolation(seed, []));

  it.each(cases(SEEDS))('when the store refuses and the clock is set, seed %i', (seed) =>
    expectNoViolation(seed, ['diskFull', 'refuseCommits', 'slowDisk', 'clock', 'trunk', 'reload']),
  );
});

it('the same seed tells the same story, with the same end', async () => {
  const [one, other] = [await run(writeStory(7, LENGTH)), await run(writeStory(7, LENGTH))];
  expect(other.violations).toEqual(one.violations);
  expect(other.world.records.facts).toEqual(one.world.records.facts);
});
