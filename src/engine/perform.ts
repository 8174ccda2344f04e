import type { Command, CommandKind } from '../core/commands.ts';
import type { CallId, LegId, PlaybackId } from '../core/ids.ts';
import { messageOf } from '../util/errors.ts';
import type { QueuedCommand } from './change-set.ts';
import { ConnectsUnderWay } from './connects-under-way.ts';
import { notDialled, unlessInCall } from './customer-in-call.ts';
import type { EngineOptions } from './options.ts';
import type { Clock, Log, Telephony, TelephonyErrorCode, TelephonyEvent } from './ports.ts';
import { TelephonyError } from './ports.ts';
import { SupersededCommands } from './superseded-commands.ts';
import { isAway, wasNotDialled } from './undone-commands.ts';
import { UnplayedPrompts } from './unplayed-prompts.ts';

/** How often a command is tried that does no harm twice. A caller who is not answered can be given nothing else. */
const TRIES: Readonly<Partial<Record<CommandKind, number>>> = {
  ...{ answer: 3, connect: 2, endBridge: 2, hangUp: 2, leave: 2, play: 2, stopPlay: 2, wait: 2 },
};

/** A command that never reached Asterisk is tried again so much later: Asterisk may open its door again. */
const UNREACHABLE_PAUSE_MS = 100;

/** What the performer tells the engine. */
export interface PerformerEvents {
  /** What a command that was not carried out means for its call. */
  readonly report: (event: TelephonyEvent) => void;
  /** Asterisk can be reached, and has not done, or may not have done, what a call has ordered. */
  readonly failed: (call: CallId) => void;
}

/** Carries out commands: those of one call in order, those of different calls side by side. What could not be done is
 * reported back as what it means for the call, so that no machine waits for something that never comes. */
export class Performer {
  readonly #chains = new Map<CallId, Promise<void>>();
  /** What is still to be begun, by call. */
  readonly #waiting = new Map<CallId, QueuedCommand[]>();
  readonly #telephony: Telephony;
  readonly #log: Log;
  readonly #report: PerformerEvents['report'];
  readonly #failed: PerformerEvents['failed'];
  readonly #clock: Clock;
  /** How many commands of each call have been ordered and not been given to Asterisk yet: they wait for the store. */
  readonly #expected = new Map<CallId, number>();
  readonly unplayed = new UnplayedPrompts();
  readonly connects = new ConnectsUnderWay();
  /** Prompts of which it is being asked that they be played, and those of them that have begun. */
  readonly #ordering = new Set<PlaybackId>();
  readonly #sounded = new Set<PlaybackId>();

  constructor(ports: Pick<EngineOptions, 'telephony' | 'log' | 'clock'>, events: PerformerEvents) {
    this.#clock = ports.clock;
    this.#telephony = ports.telephony;
    this.#log = ports.log;
    this.#report = events.report;
    this.#failed = events.failed;
  }

  /** These will be performed, or dropped, once the store has taken what they rely on. */
  expect(commands: readonly QueuedCommand[]): void {
    for (const { call } of commands) this.#expected.set(call, (this.#expected.get(call) ?? 0) + 1);
    this.connects.ordered(commands);
  }

  perform(commands: readonly QueuedCommand[]): void {
    this.#noLongerExpected(commands);
    for (const queued of commands) {
      const { call } = queued;
      const waiting = this.#waiting.get(call) ?? [];
      waiting.push(queued);
      this.#waiting.set(call, waiting);
      this.#chain(call, () => this.#next(call, waiting));
    }
  }

  #chain(key: string, work: () => Promise<void>): void {
    const before = this.#chains.get(key) ?? Promise.resolve();
    const after = before.then(work);
    this.#chains.set(key, after);
    void after.then(() => {
      if (this.#chains.get(key) !== after) return;
      this.#chains.delete(key);
      this.#waiting.delete(key);
    });
  }

  #noLongerExpected(commands: readonly QueuedCommand[]): void {
    for (const { call } of commands) {
      const left = (this.#expected.get(call) ?? 0) - 1;
      if (left > 0) this.#expected.set(call, left);
      else this.#expected.delete(call);
    }
  }

  /** Commands that are never carried out: no machine waits for what would have come of them. `prompts`: how a playback among
   * them ends. */
  drop(commands: readonly QueuedCommand[], prompts: 'stopped' | 'failed'): void {
    this.#noLongerExpected(commands);
    for (const queued of commands) {
      this.connects.over(queued);
      void this.#reportFailure(queued.call, queued.command, 'LINK_DOWN', prompts === 'stopped');
    }
  }

  /** A prompt sounds: what answers the order to play it is not needed any more. */
  saw(event: TelephonyEvent): void {
    if (event.type === 'playStarted' && this.#ordering.has(event.playback)) this.#sounded.add(event.playback);
  }

  /** Resolves when all that has been ordered so far is done. */
  async idle(): Promise<void> {
    while (this.#chains.size > 0) await Promise.all(this.#chains.values());
  }

  /** Commands of this call are still to be carried out: Asterisk does not have yet what the call has ordered. */
  isBusy(call: CallId): boolean {
    return this.#chains.has(call) || this.#expected.has(call);
  }

  get isIdle(): boolean {
    return this.#chains.size === 0;
  }

  /** What has been superseded while Asterisk was slow is not carried out: no phone rings for a leg that has been given up. */
  async #next(call: CallId, waiting: QueuedCommand[]): Promise<void> {
    const superseded = waiting.length > 1 ? new SupersededCommands(waiting) : null;
    const next = waiting.shift();
    if (!next) return;
    if (superseded?.has(next)) await this.#reportFailure(call, next.command, 'LINK_DOWN', true);
    else await this.#one(call, next.command);
    this.connects.over(next);
  }

  async #one(call: CallId, command: Command): Promise<void> {
    try {
      await this.#attempt(call, command);
    } catch (error) {
      const code = error instanceof TelephonyError ? error.code : 'REFUSED';
      const cause = messageOf(error);
      const cure = error instanceof TelephonyError ? error.cure : undefined;
      const gone = code === 'LEG_GONE' || code === 'NOT_FOUND';
      this.#log[gone ? 'debug' : 'error']('a command was not carried out', {
        call,
        command: command.do,
        code,
        cause,
        cure,
      });
      if (command.do === 'play' && isAway(code))
        this.unplayed.keep({ call, command, orderedAt: this.#clock.now().mono });
      else await this.#reportFailure(call, command, code, gone);
      if (!gone && code !== 'LINK_DOWN' && code !== 'NOT_DIALLED') this.#failed(call);
    }
  }

  async #attempt(call: CallId, command: Command): Promise<void> {
    for (let left = TRIES[command.do] ?? 1; left > 0; left -= 1) {
      try {
        await this.#request(call, command);
        return;
      } catch (error) {
        const code = error instanceof TelephonyError ? error.code : undefined;
        // what got no answer may have been done, and its leg has been in silence for seconds
        const again =
          code === 'REFUSED' || code === 'UNREACHABLE' || (code === 'TIMED_OUT' && command.do === 'answer');
        if (left === 1 || !again) throw error;
        this.#log.warn('a command was not carried out, and is tried again', {
          call,
          command: command.do,
          cause: messageOf(error),
        });
        if (code === 'UNREACHABLE') await this.#pause(UNREACHABLE_PAUSE_MS);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((go) => this.#clock.wakeAt(this.#clock.now().mono + ms, go));
  }

  /** Asterisk may do what it is asked to, and be late to say so: a prompt that has begun is not stopped, nor played once more. */
  async #request(call: CallId, command: Command): Promise<void> {
    if (command.do === 'dial' && 'customer' in command.to)
      await this.#mayDial(call, command.leg, command.to.customer);
    if (command.do !== 'play') return this.#telephony.perform(command);
    const { playback } = command;
    this.#ordering.add(playback);
    try {
      await this.#telephony.perform(command);
    } catch (error) {
      const late = error instanceof TelephonyError && error.code === 'TIMED_OUT';
      if (!late || !this.#sounded.has(playback)) throw error;
      this.#log.warn('Asterisk plays a prompt, and has not said that it would', { playback });
    } finally {
      this.#ordering.delete(playback);
      this.#sounded.delete(playback);
    }
  }

  /** Not whoever is in a call with the dialplan, of which the engine knows nothing; nor for an attempt that has been given up while
   * Asterisk was asked. Rejects with TelephonyError. */
  async #mayDial(call: CallId, leg: LegId, customer: string): Promise<void> {
    await unlessInCall(customer, () => this.#telephony.callers());
    const isGivenUp = this.#waiting
      .get(call)
      ?.some(({ command }) => command.do === 'hangUp' && command.leg === leg);
    if (isGivenUp) throw notDialled('the attempt has been given up', 'Do nothing');
  }

  async #reportFailure(
    call: CallId,
    command: Command,
    code: TelephonyErrorCode,
    gone: boolean,
  ): Promise<void> {
    switch (command.do) {
      case 'dial':
        this.#report({
          type: 'legEnded',
          leg: command.leg,
          how: wasNotDialled(command, code) ? 'ended' : 'unreachable',
          cause: 0,
        });
        break;
      case 'play':
        // Asterisk may play it all the same, and would move the leg only after it. Nothing waits for that: the party has been
        // in silence for seconds
        if (code === 'TIMED_OUT')
          this.#chain(command.playback, () =>
            this.#one(call, { do: 'stopPlay', playback: command.playback }),
          );
        this.#report({
          type: 'playEnded',
          playback: command.playback,
          outcome: gone ? 'stopped' : 'failed',
        });
        break;
      case 'connect':
        // they would hear nothing of each other: the agent's leg ends, and the caller is given to another
        await this.#one(call, { do: 'hangUp', leg: command.agent, reason: 'normal' });
        break;
      default: // nothing waits for the others
    }
  }
}
