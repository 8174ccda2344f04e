import type { Command, CommandKind } from '../core/commands.ts';
import type { CallId, PlaybackId } from '../core/ids.ts';
import { messageOf } from '../util/errors.ts';
import type { QueuedCommand } from './change-set.ts';
import type { EngineOptions } from './options.ts';
import type { Clock, Log, Telephony, TelephonyErrorCode, TelephonyEvent } from './ports.ts';
import { TelephonyError } from './ports.ts';

/** How often a command is tried that does no harm twice. A caller who is not answered can be given nothing else. */
const TRIES: Readonly<Partial<Record<CommandKind, number>>> = {
  ...{ answer: 3, connect: 2, endBridge: 2, hangUp: 2, leave: 2, play: 2, stopPlay: 2, wait: 2 },
};

/** A prompt that was ordered while there was no link. */
export interface UnplayedPrompt {
  readonly command: Extract<Command, { do: 'play' }>;
  /** Monotonic ms. */
  readonly orderedAt: number;
}

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
  readonly #telephony: Telephony;
  readonly #log: Log;
  readonly #report: PerformerEvents['report'];
  readonly #failed: PerformerEvents['failed'];
  readonly #clock: Clock;
  readonly #unplayed = new Map<PlaybackId, UnplayedPrompt>();

  constructor(ports: Pick<EngineOptions, 'telephony' | 'log' | 'clock'>, events: PerformerEvents) {
    this.#clock = ports.clock;
    this.#telephony = ports.telephony;
    this.#log = ports.log;
    this.#report = events.report;
    this.#failed = events.failed;
  }

  perform(commands: readonly QueuedCommand[]): void {
    for (const { call, command } of commands) {
      const before = this.#chains.get(call) ?? Promise.resolve();
      const after = before.then(() => this.#one(call, command));
      this.#chains.set(call, after);
      void after.then(() => {
        if (this.#chains.get(call) === after) this.#chains.delete(call);
      });
    }
  }

  /** Commands that are never carried out: no machine waits for what would have come of them. `prompts`: how a playback among
   * them ends. */
  drop(commands: readonly QueuedCommand[], prompts: 'stopped' | 'failed'): void {
    for (const { call, command } of commands)
      void this.#reportFailure(call, command, 'LINK_DOWN', prompts === 'stopped');
  }

  #keepUnplayed(command: UnplayedPrompt['command']): void {
    this.#unplayed.set(command.playback, { command, orderedAt: this.#clock.now().mono });
  }

  /** The prompts that were ordered while there was no link. Whoever takes them says how they end. */
  takeUnplayed(): ReadonlyMap<PlaybackId, UnplayedPrompt> {
    const unplayed = new Map(this.#unplayed);
    this.#unplayed.clear();
    return unplayed;
  }

  /** Resolves when all that has been ordered so far is done. */
  async idle(): Promise<void> {
    while (this.#chains.size > 0) await Promise.all(this.#chains.values());
  }

  /** Commands of this call are still to be carried out. */
  isBusy(call: CallId): boolean {
    return this.#chains.has(call);
  }

  get isIdle(): boolean {
    return this.#chains.size === 0;
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
      if (command.do === 'play' && code === 'LINK_DOWN') this.#keepUnplayed(command);
      else await this.#reportFailure(call, command, code, gone);
      if (!gone && code !== 'LINK_DOWN') this.#failed(call);
    }
  }

  async #attempt(call: CallId, command: Command): Promise<void> {
    for (let left = TRIES[command.do] ?? 1; left > 0; left -= 1) {
      try {
        await this.#telephony.perform(command);
        return;
      } catch (error) {
        const code = error instanceof TelephonyError ? error.code : undefined;
        // what got no answer may have been done, and its leg has been in silence for seconds
        const again = code === 'REFUSED' || (code === 'TIMED_OUT' && command.do === 'answer');
        if (left === 1 || !again) throw error;
        this.#log.warn('a command was not carried out, and is tried again', {
          call,
          command: command.do,
          cause: messageOf(error),
        });
      }
    }
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
          // no phone's fault: Asterisk was not there to ring it
          how: code === 'LINK_DOWN' ? 'ended' : 'unreachable',
          cause: 0,
        });
        break;
      case 'play':
        // Asterisk may play it all the same, and would move the leg only after it
        if (code === 'TIMED_OUT') await this.#one(call, { do: 'stopPlay', playback: command.playback });
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
