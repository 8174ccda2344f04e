import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AskedRequest, Interference } from '../../support/ari-proxy.ts';
import type { Dice } from '../dice.ts';
import type { Fault, FaultScene, Lane } from './fault.ts';

/** What is waited for may not come: nobody calls just then. */
const LONGEST_WAIT_MS = 15_000;
const REQUESTS_AHEAD = 12;
const COMMITS_AHEAD_MS = 4000;

/** An order to Asterisk, not a question or a sign of life. */
function isCommand({ method, url }: AskedRequest): boolean {
  return (
    method !== 'GET' && !url.startsWith('/ari/asterisk/variable') && !url.startsWith('/ari/applications')
  );
}

/** What supervises the engine starts it at once, mostly. */
function awayMs(dice: Dice): number {
  return dice.chance(0.8) ? dice.between(0, 1500) : dice.between(3000, 12_000);
}

/** 2 to 60 s, short ones more often. */
function frozenMs(dice: Dice): number {
  return 2000 * 30 ** dice.next();
}

/** At one of the next commands, before Asterisk gets it or after it has done it. Resolves to which one it was. */
function atCommand(
  { site }: FaultScene,
  dice: Dice,
  when: 'before' | 'after',
  happens: (which: string) => Promise<void>,
): Promise<string> {
  let ahead = 1 + dice.below(REQUESTS_AHEAD);
  return new Promise((resolve) => {
    const end = (how: string) => {
      stop();
      clearTimeout(limit);
      resolve(how);
    };
    const stop = site.link.interfere((asked): Interference | undefined => {
      ahead -= isCommand(asked) ? 1 : 0;
      if (ahead > 0 || !isCommand(asked)) return undefined;
      const which = `${asked.method} ${asked.url.split('?', 1)[0]}`;
      stop();
      return { [when]: () => happens(which).then(() => end(`${when} ${which}`)) };
    });
    const limit = setTimeout(() => end('no request came'), LONGEST_WAIT_MS);
  });
}

function killedAtCommand(when: 'before' | 'after', weight: number): Fault {
  const name = `engine killed ${when} a request`;
  return {
    name,
    weight,
    async happen(scene, dice) {
      const away = awayMs(dice);
      let killed: Promise<void> | undefined;
      const which = await atCommand(scene, dice, when, async () => {
        killed = scene.engine.killed(name, away);
        // the process has ended when its request would go on
        await sleep(200);
      });
      await killed;
      return which;
    },
  };
}

/** Resolves when the store's file is written to. */
async function nextWrite(store: string): Promise<boolean> {
  const stop = AbortSignal.timeout(LONGEST_WAIT_MS);
  return new Promise((resolve) => {
    const watcher = watch(dirname(store), { signal: stop }, (_, file) => {
      if (file !== 'sansheng.db-wal') return;
      watcher.close();
      resolve(true);
    });
    watcher.once('error', () => resolve(false));
    watcher.once('close', () => resolve(false));
  });
}

const engineFaults: readonly Fault[] = [
  {
    name: 'engine killed',
    weight: 40,
    async happen({ engine }, dice) {
      await engine.killed(this.name, awayMs(dice));
      return '';
    },
  },
  killedAtCommand('before', 15),
  killedAtCommand('after', 15),
  {
    name: 'engine killed in a commit',
    weight: 15,
    async happen({ engine, site }, dice) {
      await sleep(dice.between(0, COMMITS_AHEAD_MS));
      if (!(await nextWrite(site.own.paths.store))) return 'no commit came';
      await engine.killed(this.name, awayMs(dice));
      return '';
    },
  },
  {
    name: 'engine frozen',
    weight: 12,
    async happen({ engine }, dice) {
      const ms = frozenMs(dice);
      await engine.frozen(this.name, ms);
      return `${(ms / 1000).toFixed(1)} s`;
    },
  },
  {
    name: 'engine frozen between requests',
    weight: 4,
    async happen(scene, dice) {
      const ms = frozenMs(dice);
      let thawed: Promise<void> | undefined;
      const which = await atCommand(scene, dice, 'after', async () => {
        thawed = scene.engine.frozen(this.name, ms);
      });
      await thawed;
      return `${(ms / 1000).toFixed(1)} s ${which}`;
    },
  },
];

export const engineLane: Lane = { name: 'engine', meanGapMs: 8000, faults: engineFaults };
