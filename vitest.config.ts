import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './scripts/tests/sequencer.ts';
import { ALL_RUNS } from './test/support/runs.ts';

/** Tests that start processes or change the process that they run in, and time no sound. */
const HOST = ['test/host/{machine,watched-process}.test.ts'];
/** Tests with a real Asterisk or real RTP, and one that times a loop of the engine. */
const REAL = [
  'test/asterisk/**/*.test.ts',
  'test/cli/up.test.ts',
  'test/host/{asterisk,ports,sip-tls}.test.ts',
  'test/sipkit/{asterisk,calls,registering,rtp-endpoint}.test.ts',
  'test/web/locked-store.test.ts',
];
/** Tests that must be long, and those of commands and tools that start many processes or are much work: `npm run test:long` runs
 * them. The scenarios are in virtual time: hold.long is a clause. */
const LONG = 'test/{asterisk,cli,console,host,sipkit}/**/*.long.test.ts';
/** The listening suite, but for its longest waits: `npm run standards:kept` runs it. */
const LISTENING = 'test/asterisk/standards/*.test.ts';
/** `npm test` makes some of their runs (test/support/runs.ts), `npm run test:long` makes all. */
const PROPERTIES = [
  'test/{core,core/callback,engine}/properties.test.ts',
  'test/scenarios/{random,programme.many,callback.order}.test.ts',
  'test/simulator/simulator.test.ts',
];

/** In virtual time: a worker for each CPU, which loads each module once. */
const virtual = {
  pool: 'threads',
  isolate: false,
  maxWorkers: availableParallelism(),
  testTimeout: 180_000,
  hookTimeout: 180_000,
} as const;

/** On a real machine: a process for each file. Its scenarios are played in a hook: the longest takes 250 s on a free machine. */
const onMachine = { pool: 'forks', testTimeout: 300_000, hookTimeout: 600_000 } as const;

/** So many files at once, each with an Asterisk of its own: most of their time they wait. One more, and they disturb one another where
 * somebody else works on the machine, too. */
const SITES = availableParallelism() + 1;

/** `npm test` runs `pure` and `host` beside `real` (scripts/test.ts); Vitest alone runs one after another, in this order. */
const projects = [
  { ...virtual, name: 'pure', include: ['test/**/*.test.ts'], exclude: [...HOST, ...REAL, LONG] },
  { ...onMachine, name: 'host', include: HOST, maxWorkers: availableParallelism() },
  { ...onMachine, name: 'real', include: REAL, exclude: [LONG, LISTENING], maxWorkers: SITES },
  { ...virtual, name: 'properties', include: PROPERTIES, env: { [ALL_RUNS]: 'yes' } },
  { ...onMachine, name: 'long', include: [LONG], maxWorkers: SITES },
  // its first test waits for all calls, and until each has been listened to
  {
    ...onMachine,
    name: 'listening',
    include: [LISTENING],
    exclude: [LONG],
    maxWorkers: 2,
    testTimeout: 900_000,
  },
];

/** What is waited for comes; how soon, on a machine with more to do, is not what is tested. */
const EXPECT = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: projects.map((test, groupOrder) => ({
      test: { ...test, expect: EXPECT, sequence: { groupOrder } },
    })),
  },
});
