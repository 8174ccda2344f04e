import type { CallEvent } from '../../../src/core/call/input.ts';
import type { Command } from '../../../src/core/commands.ts';
import type { LegId, PlaybackId } from '../../../src/core/ids.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { CallDrive } from './call-drive.ts';
import { PROMPT_MS } from './rules.ts';

/** What the world does that nobody can foresee. Milliseconds. */
export interface Whims {
  /** From the order to play to the first sound. */
  readonly startMs: number;
  /** How late a deadline is given. */
  readonly lateMs: number;
  /** From the order to hang up to the end of the leg. */
  readonly hangUpMs: number;
  /** Every so many-th playback cannot be played; 0: none. */
  readonly failEvery: number;
  /** Every so many-th end of a playback, and every so many-th order to hang up, is lost; 0: none. */
  readonly loseEvery: number;
}

interface Later {
  readonly at: number;
  readonly event: CallEvent;
}

const REASSURES = new Set(['hold.announce', 'queue.announce', 'hold.reminder']);

/** Around one call: phones and prompts that do what they are told, after a while, and perhaps not. */
export class CallWorld {
  readonly call: CallDrive;
  /** When each reassurance was heard, and each wait began or ended: `[mono, 'begin' | 'heard' | 'end']`. */
  readonly reassurances: [number, 'begin' | 'heard' | 'end'][] = [];
  readonly #whims: Whims;
  readonly #live = new Set<LegId>();
  readonly #answered = new Set<LegId>();
  readonly #playing = new Map<PlaybackId, { readonly on: LegId | null; readonly reassures: boolean }>();
  #later: Later[] = [];
  #plays = 0;
  #hangUps = 0;
  #waiting = false;

  constructor(call: CallDrive, whims: Whims) {
    this.call = call;
    this.#whims = whims;
    if (call.state.customer.leg) this.#live.add(call.state.customer.leg);
    this.#carryOut(call.last.commands);
  }

  get legs(): LegId[] {
    return [...this.#live];
  }

  get answered(): LegId[] {
    return this.legs.filter((leg) => this.#answered.has(leg));
  }

  /** Phones that ring and have not answered. */
  get ringing(): LegId[] {
    const { customer } = this.call.state;
    return this.legs.filter(
      (leg) => !this.#answered.has(leg) && (leg !== customer.leg || this.call.state.direction === 'out'),
    );
  }

  /** Lets time pass: what was on its way arrives, deadlines are given a little late. */
  after(ms: number): void {
    const end = this.call.at.mono + ms;
    for (;;) {
      const due = this.call.deadline;
      const clock = due === null ? null : Math.max(due + this.#whims.lateMs, this.call.at.mono);
      const next = this.#later[0];
      if (next && next.at <= end && (clock === null || next.at <= clock)) {
        this.#later.shift();
        this.#to(next.at);
        this.#arrive(next.event);
      } else if (clock !== null && clock <= end) {
        this.#to(clock);
        this.give({ type: 'deadline' });
      } else break;
    }
    this.#to(end);
  }

  give(event: CallEvent): void {
    this.call.give(event);
    this.#carryOut(this.call.last.commands);
    this.#watch();
  }

  answer(leg: LegId): void {
    this.#answered.add(leg);
    this.give({ type: 'legAnswered', leg });
  }

  end(leg: LegId, how: HangupCause): void {
    if (!this.#live.delete(leg)) return;
    for (const [playback, { on }] of this.#playing) if (on === leg) this.#soon({ ...stopped(playback) }, 1);
    this.give({ type: 'legEnded', leg, how });
  }

  #to(mono: number): void {
    this.call.wait(mono - this.call.at.mono);
  }

  #soon(event: CallEvent, ms: number): void {
    this.#later.push({ at: this.call.at.mono + ms, event });
    this.#later.sort((a, b) => a.at - b.at);
  }

  #arrive(event: CallEvent): void {
    if (event.type === 'legEnded') {
      this.end(event.leg, event.how);
      return;
    }
    if (event.type === 'playStarted' || event.type === 'playEnded') {
      const playing = this.#playing.get(event.playback);
      if (!playing) return;
      if (event.type === 'playEnded') this.#playing.delete(event.playback);
      else if (playing.reassures && this.#waiting) this.reassurances.push([this.call.at.mono, 'heard']);
    }
    this.give(event);
  }

  #carryOut(commands: readonly Command[]): void {
    for (const command of commands) {
      switch (command.do) {
        case 'dial':
          this.#live.add(command.leg);
          break;
        case 'answer':
          this.#answered.add(command.leg);
          this.#soon({ type: 'legAnswered', leg: command.leg }, 1);
          break;
        case 'hangUp':
          this.#hangUps += 1;
          if (this.#happens(this.#hangUps))
            this.#soon({ type: 'legEnded', leg: command.leg, how: 'ended' }, this.#whims.hangUpMs);
          break;
        case 'play':
          this.#play(command);
          break;
        case 'stopPlay':
          if (this.#playing.has(command.playback)) this.#soon(stopped(command.playback), 1);
          break;
        default: // bridges and music are not looked at here
      }
    }
  }

  #play({ playback, on, prompts }: Extract<Command, { do: 'play' }>): void {
    this.#plays += 1;
    const { failEvery, startMs } = this.#whims;
    const reassures = prompts.some((prompt) => REASSURES.has(prompt));
    this.#playing.set(playback, { on: 'leg' in on ? on.leg : null, reassures });
    if (failEvery > 0 && this.#plays % failEvery === 0) {
      this.#soon({ type: 'playEnded', playback, outcome: 'failed' }, startMs);
      return;
    }
    this.#soon({ type: 'playStarted', playback }, startMs);
    if (this.#happens(this.#plays)) {
      const endMs = startMs + prompts.length * PROMPT_MS;
      this.#soon({ type: 'playEnded', playback, outcome: 'done' }, endMs);
    }
  }

  #happens(count: number): boolean {
    const { loseEvery } = this.#whims;
    return loseEvery === 0 || count % loseEvery !== 0;
  }

  #watch(): void {
    const { is } = this.call.state.phase;
    const waiting = is === 'waiting' || is === 'held';
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.reassurances.push([this.call.at.mono, waiting ? 'begin' : 'end']);
  }
}

function stopped(playback: PlaybackId): CallEvent {
  return { type: 'playEnded', playback, outcome: 'stopped' };
}
