import type { AwayBook, Clock, Presence, Store, Telephony } from '../../../src/engine/ports.ts';

/** What an engine is given, in such a way that it can be killed: it then hears nothing, does nothing, and never wakes
 * again, whatever it was in the middle of. */
export interface Mortal {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: AwayBook;
  readonly store: Store;
  readonly clock: Clock;
  readonly dead: boolean;
  kill(): void;
  /** Dies as soon as so many more commits have been kept, before anything else happens. */
  killAfterCommits(count: number): void;
}

const NEVER = new Promise<never>(() => undefined);

export function mortal(given: Pick<Mortal, 'telephony' | 'presence' | 'away' | 'store' | 'clock'>): Mortal {
  const { telephony, presence, away, store, clock } = given;
  let dead = false;
  let left = Number.POSITIVE_INFINITY;
  /** Does it unless dead, and lets nothing come of it once dead. */
  const alive = async <T>(does: () => Promise<T>): Promise<T> => {
    if (dead) return NEVER;
    try {
      const result = await does();
      return dead ? NEVER : result;
    } catch (error) {
      if (dead) return NEVER;
      throw error;
    }
  };
  const heard =
    <E>(report: (event: E) => void) =>
    (event: E) => {
      if (!dead) report(event);
    };
  return {
    telephony: {
      start: (report) => alive(() => telephony.start(heard(report))),
      perform: (command) => alive(() => telephony.perform(command)),
      snapshot: (ask) => alive(() => telephony.snapshot(ask)),
      stop: () => alive(() => telephony.stop()),
    },
    presence: {
      start: (agents, report) => alive(() => presence.start(agents, heard(report))),
      stop: () => alive(() => presence.stop()),
    },
    away: {
      awayEntries: () => alive(() => away.awayEntries()),
      removeAway: (key) => alive(() => away.removeAway(key)),
    },
    store: new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return (batch: Parameters<Store['commit']>[0]) =>
          alive(async () => {
            await target.commit(batch);
            left -= 1;
            if (left <= 0) dead = true;
          });
      },
    }),
    clock: {
      now: () => clock.now(),
      wakeAt: (mono, wake) =>
        clock.wakeAt(mono, () => {
          if (!dead) wake();
        }),
    },
    get dead() {
      return dead;
    },
    kill: () => {
      dead = true;
    },
    killAfterCommits: (count) => {
      left = count;
    },
  };
}
