import { customerPlace } from '../core/call/leg-places.ts';
import type { Command } from '../core/commands.ts';
import type { CallId } from '../core/ids.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** The calls that cannot go on because of a fault of the program. Whoever was to hear the next prompt of one hears music until it
 * goes on: nobody is left in silence, and nobody is hung up on. */
export class FailedCalls {
  /** With the commands that have put the customer there. */
  readonly #inMusic = new Map<CallId, readonly Command[]>();

  /** An input that the call needs has failed, and failed again. */
  giveMusic(turn: UnitOfWork, id: CallId): void {
    const call = turn.registry.calls.get(id);
    const leg = call?.customer.leg;
    // who talks or hears music already is left there
    if (!call || !leg || !call.customer.answered || customerPlace(call) !== null) return;
    if (this.#inMusic.has(id)) return;
    const commands: Command[] = [
      { do: 'leave', leg },
      { do: 'wait', leg },
    ];
    this.#inMusic.set(id, commands);
    for (const command of commands) turn.command(id, command);
  }

  /** Calls that put their customer somewhere in this turn go on. Asterisk plays no music to a leg that is put into it once more: it
   * leaves first. */
  goOn({ changes: { commands }, registry }: UnitOfWork): void {
    for (const [id, ours] of this.#inMusic) {
      const index = commands.findIndex(
        ({ call, command }) => call === id && PLACES.has(command.do) && !ours.includes(command),
      );
      if (index < 0 && registry.calls.has(id)) continue;
      this.#inMusic.delete(id);
      const command = commands[index]?.command;
      if (command?.do !== 'wait') continue;
      commands.splice(index, 0, { call: id, command: { do: 'leave', leg: command.leg } });
    }
  }
}

/** The commands that put a leg somewhere. */
const PLACES: ReadonlySet<Command['do']> = new Set(['wait', 'leave', 'connect']);
