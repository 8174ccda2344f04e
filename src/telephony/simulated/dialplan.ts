import type { Language, PromptId } from '../../core/ids.ts';
import type { VirtualClock } from './clock.ts';
import type { Playback, SimulatedLeg } from './legs.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import type { SimulatedOfflineRequests } from './offline-requests.ts';
import type { Durations } from './track.ts';

/** As in dialplan/extensions.conf: HEARTBEAT_LIMIT, RING_GUARD, the ring before the answer, and the time for a key, in ms. */
const HEARTBEAT_LIMIT_MS = 8000;
const RING_GUARD_MS = 6000;
const FIRST_RING_MS = 2000;
const OFFER_KEY_MS = 5000;
const NUMBER_KEY_MS = 8000;
/** How long until a number that was kept is read back. */
const KEPT_MS = 1500;
const TRIES = 3;
const NUMBER = /^\d{5,20}$/;
const OWN_NUMBER = /^\+?\d{5,20}$/;

/** What is read from the caller's keys, and what becomes of it. */
interface Read {
  readonly keys: 1 | 'number';
  readonly waitMs: number;
  take(keys: string): void;
}

/** A caller whom the dialplan serves. */
interface Served {
  readonly leg: SimulatedLeg;
  readonly line: string;
  readonly own: string;
  read: Read | null;
  keys: string;
  tries: number;
  cancel: () => void;
}

/** The dialplan: it takes callers whom no engine takes, and those whom an engine has left ringing. */
export class Dialplan {
  /** By line; `zh` where nothing is said. */
  readonly languages = new Map<string, Language>();
  readonly #served = new Map<SimulatedLeg, Served>();
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #durations: Durations;
  readonly #database: SimulatedOfflineRequests;
  readonly #silenceAll: (leg: SimulatedLeg) => void;
  readonly #end: (leg: SimulatedLeg) => void;

  constructor(
    parts: {
      readonly clock: VirtualClock;
      readonly link: Link;
      readonly network: Network;
      readonly durations: Durations;
      readonly database: SimulatedOfflineRequests;
      /** Stops what the application plays to the leg. */
      silence(leg: SimulatedLeg): void;
    },
    end: (leg: SimulatedLeg) => void,
  ) {
    this.#clock = parts.clock;
    this.#link = parts.link;
    this.#network = parts.network;
    this.#durations = parts.durations;
    this.#database = parts.database;
    this.#silenceAll = parts.silence;
    this.#end = end;
  }

  /** An engine listens, and its heartbeat is not too old. */
  get handsOver(): boolean {
    return this.#link.up && this.#clock.now().mono - this.#link.lastBeat <= HEARTBEAT_LIMIT_MS;
  }

  /** A number that a caller may leave by the key 1. */
  knows(own: string): boolean {
    return OWN_NUMBER.test(own);
  }

  /** A caller for whom there is no engine: one ring, then the answer. */
  serve(leg: SimulatedLeg, line: string, own: string): void {
    this.#takeOut(leg);
    this.#clock.after(FIRST_RING_MS, () => this.#answer(leg, line, own));
  }

  /** A caller who has been handed to the engine: taken back where it does not renew the guard. With each of its beats an engine lifts
   * the guard of those who have been answered, also where another engine has answered them and ended before it had lifted it. */
  guard(leg: SimulatedLeg, line: string, own: string): void {
    const due = Math.max(leg.beganAt, this.#link.lastBeat) + RING_GUARD_MS;
    this.#clock.wakeAt(due, () => {
      if (leg.gone || !leg.guarded || !leg.inStasis) return;
      if (leg.answeredAt !== null && this.#link.lastBeat > leg.answeredAt) {
        leg.guarded = false;
        return;
      }
      if (Math.max(leg.beganAt, this.#link.lastBeat) + RING_GUARD_MS > this.#clock.now().mono) {
        this.guard(leg, line, own);
        return;
      }
      this.#takeOut(leg);
      this.#link.soon({ type: 'legEnded', leg: leg.id, how: 'lost', cause: 16 });
      this.#answer(leg, line, own);
    });
  }

  /** A key of a caller whom the dialplan serves. */
  press(leg: SimulatedLeg, digit: string): void {
    const served = this.#served.get(leg);
    const read = served?.read;
    if (!served || !read) return;
    served.cancel();
    this.#silence(leg);
    if (read.keys === 1) this.#finish(served, digit);
    else if (digit === '#') this.#finish(served, served.keys);
    else {
      served.keys += digit;
      served.cancel = this.#clock.after(read.waitMs, () => this.#finish(served, served.keys));
    }
  }

  #takeOut(leg: SimulatedLeg): void {
    this.#silenceAll(leg);
    this.#network.move(leg, 'stasis');
    leg.inStasis = false;
    leg.guarded = false;
  }

  #answer(leg: SimulatedLeg, line: string, own: string): void {
    if (leg.gone) return;
    if (!leg.answered) this.#network.change(leg, { answered: true, ringing: false });
    const callable = this.knows(own) ? own : '';
    const served: Served = {
      leg,
      line,
      own: callable,
      read: null,
      keys: '',
      tries: 0,
      cancel: () => undefined,
    };
    this.#served.set(leg, served);
    if (callable === '') {
      this.#say(served, ['fallback.apology'], () => this.#askNumber(served, 'callback.key_in'));
      return;
    }
    this.#ask(served, ['fallback.apology', 'fallback.offer'], {
      keys: 1,
      waitMs: OFFER_KEY_MS,
      take: (key) => {
        if (key === '1') this.#keep(served, callable);
        else if (key === '2') this.#askNumber(served, 'callback.key_in');
        else this.#goodbye(served);
      },
    });
  }

  #askNumber(served: Served, prompt: PromptId): void {
    served.tries += 1;
    if (served.tries > TRIES) {
      this.#goodbye(served);
      return;
    }
    this.#ask(served, [prompt], {
      keys: 'number',
      waitMs: NUMBER_KEY_MS,
      take: (number) => {
        if (number === '') this.#askNumber(served, 'callback.timeout');
        else if (!NUMBER.test(number)) this.#askNumber(served, 'callback.invalid');
        else this.#confirm(served, number);
      },
    });
  }

  #confirm(served: Served, number: string): void {
    const digits = [...number].map((digit) => `digit.${digit}`);
    this.#ask(served, ['callback.read_back', ...digits, 'callback.confirm'], {
      keys: 1,
      waitMs: NUMBER_KEY_MS,
      take: (key) => (key === '1' ? this.#keep(served, number) : this.#askNumber(served, 'callback.key_in')),
    });
  }

  #keep(served: Served, number: string): void {
    const { line, own } = served;
    this.#database.keep(line, number, own);
    this.#clock.after(KEPT_MS, () =>
      this.#say(served, ['hold.promise', 'close.goodbye'], () => this.#end(served.leg)),
    );
  }

  #goodbye(served: Served): void {
    this.#say(served, ['close.goodbye'], () => this.#end(served.leg));
  }

  #ask(served: Served, prompts: readonly PromptId[], read: Read): void {
    served.read = read;
    served.keys = '';
    this.#say(served, prompts, () => {
      served.cancel = this.#clock.after(read.waitMs, () => this.#finish(served, served.keys));
    });
  }

  #finish(served: Served, keys: string): void {
    const { read } = served;
    served.read = null;
    if (!served.leg.gone) read?.take(keys);
  }

  /** Plays the prompts, then goes on; the application hears nothing of it. */
  #say({ leg, line }: Served, prompts: readonly PromptId[], then: () => void): void {
    if (leg.gone) return;
    const language = this.languages.get(line) ?? 'zh';
    const playback: Playback = {
      id: `dialplan-${leg.id}`,
      on: leg,
      begin: () => undefined,
      sounding: null,
      cancel: () => undefined,
    };
    this.#silence(leg);
    leg.playbacks.push(playback);
    const sound = (index: number): void => {
      const prompt = prompts[index];
      if (leg.gone || leg.playbacks[0] !== playback) return;
      if (prompt === undefined) {
        this.#silence(leg);
        then();
        return;
      }
      const durationMs = this.#durations(prompt, language) ?? 0;
      playback.sounding = { playback: playback.id, prompt, language, index, durationMs };
      this.#network.refresh(leg);
      playback.cancel = this.#clock.after(durationMs, () => sound(index + 1));
    };
    sound(0);
  }

  #silence(leg: SimulatedLeg): void {
    for (const playback of leg.playbacks.splice(0)) playback.cancel();
    this.#network.refresh(leg);
  }
}
