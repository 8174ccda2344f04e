import { readOfflineNumber } from '../core/callback/offline-number.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { CallbackId } from '../core/ids.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { Timestamp } from '../core/time.ts';
import { type Ask, OrderFailed } from './commands.ts';
import { applyCorrection } from './correct-callback.ts';
import type { Clock, Log, OfflineRequest, OfflineRequestStore } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** How often Asterisk is asked, besides the start and each link that is there again: an engine that was frozen does not
 * know it. */
const LOOK_AGAIN_MS = 30_000;

/** What the import of offline numbers needs. */
export interface OfflineRequestOptions {
  readonly book: OfflineRequestStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly site: EngineSite;
  readonly registry: Registry;
  readonly ask: Ask;
}

/** What a caller has left, and the caller's own number where the line may call it. */
interface LeftNumber {
  readonly wish: CallbackRequest;
  readonly own: string | null;
}

/** Why no callback is made of an entry. */
interface Fault {
  readonly code: 'AWAY_UNREADABLE' | 'AWAY_UNKNOWN_LINE';
  readonly cause: string;
  readonly cure: string;
}

/** Imports the numbers that callers left with Asterisk while the engine was away (callback.unanswered). Whatever
 * happens between the two, a key that is known makes no second callback. */
export class OfflineRequestImporter {
  readonly #o: OfflineRequestOptions;
  /** Keys of faulty entries that are in the log already. */
  readonly #told = new Set<string>();
  #looking: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  #stopped = false;
  /** The last look failed: it is said once. */
  #failed = false;

  constructor(options: OfflineRequestOptions) {
    this.#o = options;
  }

  /** Looks now, and again and again from now on. */
  look(): void {
    if (this.#stopped || this.#looking) return;
    this.#cancel();
    this.#looking = this.#once().finally(() => {
      this.#looking = null;
      if (this.#stopped) return;
      const { clock } = this.#o;
      this.#cancel = clock.wakeAt(clock.now().mono + LOOK_AGAIN_MS, () => this.look());
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Rejects never. */
  async #once(): Promise<void> {
    try {
      await this.#takeIn();
      this.#failed = false;
    } catch (error) {
      if (!this.#failed && !this.#stopped)
        this.#o.log.warn('numbers left while the engine was away cannot be taken in now; it is tried again', {
          error,
        });
      this.#failed = true;
    }
  }

  /** Each entry on its own: one that fails keeps no other from being taken in. */
  async #takeIn(): Promise<void> {
    const { book, registry, ask } = this.#o;
    const entries = await book.awayEntries();
    const there = new Set(entries.map(({ key }) => key));
    const gone = [...registry.away].filter((key) => !there.has(key));
    if (entries.length === 0 && gone.length === 0) return;
    // asked where nothing is new, too: what was taken before may not have been kept yet
    const asked = [
      ask((turn) => {
        for (const key of gone) turn.away.forget(key);
      }),
      ...entries
        .filter(({ key }) => !registry.away.has(key))
        .map((entry) => ask((turn, at) => this.#take(turn, at, entry))),
    ];
    const failures = (await Promise.allSettled(asked)).flatMap((one) =>
      one.status === 'rejected' ? [one.reason] : [],
    );
    const notKept = failures.find((error) => !(error instanceof OrderFailed));
    if (notKept) throw notKept;
    await this.#remove(entries.filter(({ key }) => registry.away.has(key)));
    if (failures.length > 0) throw failures[0];
  }

  /** All that can be. Rejects with what the first that cannot be removed is refused for. */
  async #remove(entries: readonly OfflineRequest[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { key } of entries)
      await this.#o.book.removeAway(key).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  #take(turn: UnitOfWork, at: Timestamp, entry: OfflineRequest): void {
    const left = this.#wishOf(entry, at);
    if ('code' in left) {
      this.#tell(entry.key, left);
      return;
    }
    turn.away.take(entry.key);
    const { wish } = left;
    // promised when the number was left, not now: callback.interim counts from there
    const promised = { ...at, wall: wish.place };
    const was = ofSameCall(turn.registry, left);
    const id = was ? correctNumber(turn, promised, was, wish) : turn.promise(promised, wish).id;
    turn.changes.afterwards(() =>
      this.#o.log.info('a number left while the engine was away is taken in', { callback: id }),
    );
  }

  /** A number that may not be called makes a callback all the same, which says so. */
  #wishOf({ key, text }: OfflineRequest, { wall }: Timestamp): LeftNumber | Fault {
    const { site } = this.#o;
    const left = readOfflineNumber(text, wall);
    if (!left || key === '') {
      const cause = 'an entry of the family sansheng-away is not what the dialplan writes';
      const cure = "Look at it with asterisk -rx 'database show sansheng-away', and delete it there";
      return { code: 'AWAY_UNREADABLE', cause, cure };
    }
    const line = site.line(left.line);
    if (!line) {
      const cause = `a caller of ${left.line}, which is no line of ours, has left a number`;
      const cure = "Add the line to sansheng.yaml, or delete the entry with asterisk -rx 'database del'";
      return { code: 'AWAY_UNKNOWN_LINE', cause, cure };
    }
    const { standard, language } = line;
    const rules = site.rules(standard);
    const dialling = rules.mayDial(left.number, left.line);
    const { e164: number, dial: dialled } =
      'number' in dialling ? dialling.number : { e164: dialling.e164 ?? left.number, dial: left.number };
    const own = rules.mayDial(left.own, left.line);
    return {
      wish: {
        kind: 'away',
        number,
        dialled,
        line: left.line,
        standard,
        language,
        from: null,
        place: left.at,
      },
      own: 'number' in own ? own.number.e164 : null,
    };
  }

  #tell(key: string, fault: Fault): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#o.log.error('a number left while the engine was away is not taken in', { key, ...fault });
  }
}

/** From the beginning of a call to the number that the caller leaves in it. */
const ONE_CALL_MS = 10 * 60_000;

/** The callback to the caller's own number, where the engine has seen the same caller ring and leave: another number takes its place. */
function ofSameCall(registry: Registry, { wish, own }: LeftNumber): CallbackState | undefined {
  const open = own === null || own === wish.number ? undefined : registry.openCallback(own, wish.line);
  if (open?.kind !== 'abandoned' || open.attempts.length > 0 || (open.wishes ?? 1) > 1) return undefined;
  const since = wish.place - open.place;
  const isCalledLater = open.status.is === 'scheduled' || open.status.is === 'due';
  return isCalledLater && since >= 0 && since < ONE_CALL_MS ? open : undefined;
}

/** Returns the callback that serves the number. */
function correctNumber(
  turn: UnitOfWork,
  at: Timestamp,
  { number, from, id }: CallbackState,
  request: CallbackRequest,
): CallbackId {
  applyCorrection(turn, at, { was: { ...request, number, from }, request });
  return turn.registry.openCallback(request.number, request.line)?.id ?? id;
}
