import { beforeAll, describe, expect, test } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { lapse, pause } from '../host/machine.ts';
import { type Away, inLedger, play, twenty } from './support/away-scenarios.ts';
import { type EngineProcessSite, openEngineProcessSite } from './support/engine-process.ts';
import { at, prompts, recording, SAID_BY_ASTERISK, timesOf } from './support/hearing.ts';

/** Three rings of five seconds: the strictest standard. */
const RINGS_MS = 15_000;
/** What became of twenty callers while the engine was away. */
interface Told {
  readonly callers: readonly Away[];
  readonly callbacks: readonly CallbackState[];
  /** The same, after the engine has started once more. */
  readonly later: readonly CallbackState[];
}

interface AwayStory {
  readonly part: number;
  goes(site: EngineProcessSite): Promise<void> | void;
  comes(site: EngineProcessSite): Promise<void> | void;
}

/** Five callers ring, the engine goes, ten more come at once and four a little later; the last is still being asked when the
 * engine comes back. */
async function tell({ part, goes, comes }: AwayStory): Promise<Told> {
  const site = await openEngineProcessSite();
  try {
    await site.startEngine();
    const parts = twenty(part);
    const first = parts.slice(0, 5).map((each) => play(site, each));
    await pause(1000);
    await goes(site);
    const next = parts.slice(5, 15).map((each) => play(site, each));
    await pause(9000);
    const last = parts.slice(15).map((each) => play(site, each));
    const early = await Promise.all([...first, ...next, ...last]);
    const [lateOne] = twenty(part + 1).slice(9);
    const late = lateOne ? play(site, lateOne) : Promise.reject(new Error('there are twenty'));
    await pause(6000);
    await comes(site);
    const callers = [...early, await late];
    await inLedger(
      site,
      callers.flatMap(({ leaves }) => leaves ?? []),
    );
    const callbacks = await site.callbacks();
    await site.killEngine();
    await site.startEngine();
    await pause(2000);
    return { callers, callbacks, later: await site.callbacks() };
  } finally {
    await site.close();
  }
}

const scenarios = {
  'killed (-9)': {
    part: 10,
    goes: (site) => site.killEngine(),
    comes: (site) => site.startEngine(),
  },
  'stopped (SIGSTOP)': {
    part: 20,
    goes: (site) => site.freezeEngine(),
    comes: (site) => site.thawEngine(),
  },
} satisfies Record<string, AwayStory>;

const runs = new Map<AwayStory, Promise<Told>>();

beforeAll(async () => {
  for (const scenario of Object.values(scenarios)) runs.set(scenario, tell(scenario));
  await Promise.allSettled(runs.values());
});

describe.each(Object.entries(scenarios))('the engine is %s while 20 callers come', (_, scenario) => {
  let told: Told;
  beforeAll(async () => {
    told = (await runs.get(scenario)) ?? expect.fail('the scenario was not run');
  });

  test('each is answered within the rings', () => {
    expect(told.callers).toHaveLength(21);
    for (const { from, leg } of told.callers) {
      expect(lapse(at(leg, 'invited'), at(leg, 'answered')), from).toBeLessThan(RINGS_MS);
    }
  });

  test('callback.unanswered: who has left a number is in the ledger, exactly once, and nobody else', () => {
    const left = told.callers.flatMap(({ leaves }) => leaves ?? []);
    expect(told.callbacks.map(({ dialled }) => dialled).toSorted()).toEqual(left.toSorted());
    expect(told.later.map(({ dialled }) => dialled).toSorted()).toEqual(left.toSorted());
    expect(told.callbacks.some(({ kind }) => kind === 'away')).toBe(true);
  });

  test('each hears the goodbye, and only who has been taken down hears the promise', async () => {
    for (const { from, leaves, leg } of told.callers) {
      const heard = await prompts(recording(leg), { only: SAID_BY_ASTERISK });
      const hungUp = leg.events.at(-1)?.end?.by === 'here';
      expect(timesOf(heard, 'close.goodbye'), from).toHaveLength(hungUp ? 0 : 1);
      if (hungUp) continue;
      expect(timesOf(heard, 'hold.promise'), from).toHaveLength(leaves === null ? 0 : 1);
      // who has pressed 1 may have done so before it was over
      if (leaves !== from) expect(timesOf(heard, 'fallback.apology'), from).toHaveLength(1);
    }
  });
});
