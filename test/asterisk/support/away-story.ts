import { beforeAll, describe, expect, test } from 'vitest';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { lapse, pause } from '../../host/machine.ts';
import { type Away, callers, inLedger, play } from './away-scenarios.ts';
import { type EngineProcessSite, openEngineProcessSite } from './engine-process.ts';
import { at, prompts, recording, SAID_BY_ASTERISK, timesOf } from './hearing.ts';

/** Three rings of five seconds: the strictest standard. */
const RINGS_MS = 15_000;
/** So many ring when the engine goes. */
const RINGING = 5;

/** What became of callers while the engine was away. */
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

/** Five callers ring, the engine goes, half of all come at once and the others a little later; one more is still being asked
 * when the engine comes back. */
async function tell({ part, goes, comes }: AwayStory, count: number): Promise<Told> {
  const site = await openEngineProcessSite();
  try {
    await site.startEngine();
    const parts = callers(part, count);
    const first = parts.slice(0, RINGING).map((each) => play(site, each));
    await pause(1000);
    await goes(site);
    const atOnce = Math.floor(count * 0.75);
    const next = parts.slice(RINGING, atOnce).map((each) => play(site, each));
    await pause(9000);
    const last = parts.slice(atOnce).map((each) => play(site, each));
    const early = await Promise.all([...first, ...next, ...last]);
    const [lateOne] = callers(part + 9, 10).slice(9);
    const late = lateOne ? play(site, lateOne) : Promise.reject(new Error('there are ten'));
    await pause(6000);
    await comes(site);
    const all = [...early, await late];
    await inLedger(
      site,
      all.flatMap(({ leaves }) => leaves ?? []),
    );
    const callbacks = await site.callbacks();
    await site.killEngine();
    await site.startEngine();
    await pause(2000);
    return { callers: all, callbacks, later: await site.callbacks() };
  } finally {
    await site.close();
  }
}

const KILLED = {
  goes: (site: EngineProcessSite) => site.killEngine(),
  comes: (site: EngineProcessSite) => site.startEngine(),
};
const FROZEN = {
  goes: (site: EngineProcessSite) => site.freezeEngine(),
  comes: (site: EngineProcessSite) => site.thawEngine(),
};

/** Tells what becomes of so many callers while the engine is killed, and while it is frozen. `apart`: one after the other. */
export function awayStories(count: number, { apart = false } = {}): void {
  const stories = {
    'killed (-9)': { part: 10, ...KILLED },
    'stopped (SIGSTOP)': { part: 20, ...FROZEN },
  } satisfies Record<string, AwayStory>;
  const runs = new Map<AwayStory, Promise<Told>>();
  beforeAll(async () => {
    for (const story of Object.values(stories)) {
      const run = tell(story, count);
      runs.set(story, run);
      if (apart) await run.catch(() => undefined);
    }
    await Promise.allSettled(runs.values());
  });
  describe.each(Object.entries(stories))(`the engine is %s while ${count} callers come`, (_, story) => {
    judge(count, () => runs.get(story) ?? expect.fail('the story was not told'));
  });
}

function judge(count: number, run: () => Promise<Told>): void {
  let told: Told;
  beforeAll(async () => {
    told = await run();
  });

  test('each is answered within the rings', () => {
    expect(told.callers).toHaveLength(count + 1);
    for (const { from, leg } of told.callers) {
      expect(lapse(at(leg, 'invited'), at(leg, 'answered')), from).toBeLessThan(RINGS_MS);
    }
  });

  test('callback.unanswered: who has left a number is in the ledger, exactly once; others as callers who gave up, or not', () => {
    const left = told.callers.flatMap(({ leaves }) => leaves ?? []);
    const none = told.callers.flatMap(({ leaves, from }) => (leaves === null ? [from] : []));
    for (const ledger of [told.callbacks, told.later]) {
      // the engine has seen them ring
      const abandoned = ledger.filter(({ kind, dialled }) => kind === 'abandoned' && none.includes(dialled));
      const others = ledger.filter((one) => !abandoned.includes(one));
      expect(others.map(({ dialled }) => dialled).toSorted()).toEqual(left.toSorted());
      expect(new Set(abandoned.map(({ dialled }) => dialled)).size).toBe(abandoned.length);
    }
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
}
