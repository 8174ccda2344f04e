import { parseArgs } from 'node:util';
import { run } from './run.ts';
import { shrink } from './shrink.ts';
import { type Fault, told } from './story.ts';
import { type StoryOptions, writeStory } from './write-story.ts';

const HOUR_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    stories: { type: 'string' },
    faults: { type: 'string' },
    density: { type: 'string', default: '1' },
    shrink: { type: 'boolean', default: false },
  },
});

const faults = values.faults?.split(',').filter((is): is is Fault['is'] => is !== '');
const options: StoryOptions = { ...(faults && { faults }), density: Number(values.density) };

/** What has been simulated so far. */
const sum = { hours: 0, stories: 0, calls: 0, faults: 0, violations: 0 };
const shrunk = new Set<string>();
const began = performance.now();

process.on('unhandledRejection', (error) => {
  sum.violations += 1;
  console.log('a promise was rejected and nobody has handled it:', error);
});

for (let seed = Number(values.seed); !isEnough(); seed += 1) {
  const story = writeStory(seed, options);
  const { violations, simulatedMs, faults, calls } = await run(story);
  sum.hours += simulatedMs / HOUR_MS;
  sum.stories += 1;
  sum.calls += calls;
  sum.faults += faults;
  sum.violations += violations.length;
  for (const { rule, at, what } of violations)
    console.log(`seed ${seed}, ${(at / 1000).toFixed(3)} s: ${rule}: ${what}`);
  const rule = violations.find((one) => !shrunk.has(one.rule))?.rule;
  if (rule === undefined || !values.shrink) continue;
  shrunk.add(rule);
  const shortest = await shrink(story, rule);
  console.log(`the shortest story for ${rule}:\n${told(shortest)}`);
  for (const { rule, at, what } of (await run(shortest)).violations)
    console.log(`   ${(at / 1000).toFixed(3)} s: ${rule}: ${what}`);
}
const seconds = (performance.now() - began) / 1000;
console.log({ ...sum, seconds, hoursPerSecond: sum.hours / seconds });
process.exitCode = sum.violations > 0 ? 1 : 0;

function isEnough(): boolean {
  if (values.stories !== undefined) return sum.stories >= Number(values.stories);
  return sum.hours >= Number(values.hours);
}
