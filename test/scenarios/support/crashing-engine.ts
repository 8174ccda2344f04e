import type { Clock, OfflineRequestStore, Presence, Telephony } from '../../../src/engine/ports.ts';
import type { Store } from '../../../src/engine/store-port.ts';

/** The ports of an engine, with a switch that simulates a crash: after it no event, result or timer reaches the engine,
 * and nothing that the engine does has an effect. */
export interface CrashablePorts {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: OfflineRequestStore;
  readonly store: Store;
  readonly clock: Clock;
  readonly crashed: boolean;
  crash(): void;
  /** Crashes right after this many more commits, before anything else happens. */
  crashAfterCommits(count: number): void;
}

const NEVER = new Promise<never>(() => undefined);

type Ports = Pick<CrashablePorts, 'telephony' | 'presence' | 'away' | 'store' | 'clock'>;

/** Whether the engine has crashed, and what a crash cuts off. */
class Crash {
  happened = false;
  commitsLeft = Number.POSITIVE_INFINITY;

  /** Runs `does`; after a crash it does not run it, or its result never arrives. */
  async unless<T>(does: () => Promise<T>): Promise<T> {
    if (this.happened) return NEVER;
    try {
      const result = await does();
      return this.happened ? NEVER : result;
    } catch (error) {
      if (this.happened) return NEVER;
      throw error;
    }
  }

  /** Drops what arrives after the crash. */
  drop<E>(report: (event: E) => void): (event: E) => void {
    return (event) => {
      if (!this.happened) report(event);
    };
  }

  /** The store, whose commits are counted. */
  counting(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return (batch: Parameters<Store['commit']>[0]) =>
          this.unless(async () => {
            const facts = await target.commit(batch);
            this.commitsLeft -= 1;
            if (this.commitsLeft <= 0) this.happened = true;
            return facts;
          });
      },
    });
  }
}

export function crashablePorts({ telephony, presence, away, store, clock }: Ports): CrashablePorts {
  const crash = new Crash();
  return {
    telephony: {
      start: (report) => crash.unless(() => telephony.start(crash.drop(report))),
      perform: (command) => crash.unless(() => telephony.perform(command)),
      snapshot: (ask) => crash.unless(() => telephony.snapshot(ask)),
      callers: () => crash.unless(() => telephony.callers()),
      stop: () => crash.unless(() => telephony.stop()),
    },
    presence: {
      start: (agents, report, gone) =>
        crash.unless(() => presence.start(agents, crash.drop(report), gone && crash.drop(gone))),
      stop: () => crash.unless(() => presence.stop()),
    },
    away: {
      awayEntries: () => crash.unless(() => away.awayEntries()),
      removeAway: (key) => crash.unless(() => away.removeAway(key)),
    },
    store: crash.counting(store),
    clock: {
      now: () => clock.now(),
      wakeAt: (mono, wake) =>
        clock.wakeAt(mono, () => {
          if (!crash.happened) wake();
        }),
    },
    get crashed() {
      return crash.happened;
    },
    crash: () => {
      crash.happened = true;
    },
    crashAfterCommits: (count) => {
      crash.commitsLeft = count;
    },
  };
}
