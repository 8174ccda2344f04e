import type { AwayBook, Clock, Presence, Store, Telephony } from '../../../src/engine/ports.ts';

/** The ports of an engine, with a switch that simulates a crash: after it no event, result or timer reaches the engine,
 * and nothing that the engine does has an effect. */
export interface CrashablePorts {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: AwayBook;
  readonly store: Store;
  readonly clock: Clock;
  readonly crashed: boolean;
  crash(): void;
  /** Crashes right after this many more commits, before anything else happens. */
  crashAfterCommits(count: number): void;
}

const NEVER = new Promise<never>(() => undefined);

export function crashablePorts(
  given: Pick<CrashablePorts, 'telephony' | 'presence' | 'away' | 'store' | 'clock'>,
): CrashablePorts {
  const { telephony, presence, away, store, clock } = given;
  let crashed = false;
  let left = Number.POSITIVE_INFINITY;
  /** Runs `does`; after a crash it does not run it, or its result never arrives. */
  const unlessCrashed = async <T>(does: () => Promise<T>): Promise<T> => {
    if (crashed) return NEVER;
    try {
      const result = await does();
      return crashed ? NEVER : result;
    } catch (error) {
      if (crashed) return NEVER;
      throw error;
    }
  };
  const whileRunning =
    <E>(report: (event: E) => void) =>
    (event: E) => {
      if (!crashed) report(event);
    };
  return {
    telephony: {
      start: (report) => unlessCrashed(() => telephony.start(whileRunning(report))),
      perform: (command) => unlessCrashed(() => telephony.perform(command)),
      snapshot: (ask) => unlessCrashed(() => telephony.snapshot(ask)),
      stop: () => unlessCrashed(() => telephony.stop()),
    },
    presence: {
      start: (agents, report) => unlessCrashed(() => presence.start(agents, whileRunning(report))),
      stop: () => unlessCrashed(() => presence.stop()),
    },
    away: {
      awayEntries: () => unlessCrashed(() => away.awayEntries()),
      removeAway: (key) => unlessCrashed(() => away.removeAway(key)),
    },
    store: new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return (batch: Parameters<Store['commit']>[0]) =>
          unlessCrashed(async () => {
            await target.commit(batch);
            left -= 1;
            if (left <= 0) crashed = true;
          });
      },
    }),
    clock: {
      now: () => clock.now(),
      wakeAt: (mono, wake) =>
        clock.wakeAt(mono, () => {
          if (!crashed) wake();
        }),
    },
    get crashed() {
      return crashed;
    },
    crash: () => {
      crashed = true;
    },
    crashAfterCommits: (count) => {
      left = count;
    },
  };
}
