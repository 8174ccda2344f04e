import type { Command } from '../core/commands.ts';
import type { LegId, PlaybackId } from '../core/ids.ts';
import type { QueuedCommand } from './change-set.ts';

/** Finds the commands that have waited for the store until they mean nothing any more. They dial a leg that has been given
 * up since, are for such a leg, or play a prompt that has been stopped since. */
export class SupersededCommands {
  readonly #given: ReadonlySet<LegId>;
  readonly #stopped: ReadonlySet<PlaybackId>;

  /** `commands`: all that wait, in their order. */
  constructor(commands: readonly QueuedCommand[]) {
    const dialled = new Set<LegId>();
    const given = new Set<LegId>();
    const played = new Set<PlaybackId>();
    const stopped = new Set<PlaybackId>();
    for (const { command } of commands) {
      if (command.do === 'dial') dialled.add(command.leg);
      else if (command.do === 'hangUp' && dialled.has(command.leg)) given.add(command.leg);
      else if (command.do === 'play') played.add(command.playback);
      else if (command.do === 'stopPlay' && played.has(command.playback)) stopped.add(command.playback);
    }
    this.#given = given;
    this.#stopped = stopped;
  }

  has({ command }: QueuedCommand): boolean {
    if ('leg' in command) return this.#given.has(command.leg);
    if (command.do === 'stopPlay') return this.#stopped.has(command.playback);
    if (command.do !== 'play') return false;
    return this.#stopped.has(command.playback) || ('leg' in command.on && this.#given.has(command.on.leg));
  }
}

/** The command makes a customer's phone ring. */
export function dialsCustomer(command: Command): boolean {
  return command.do === 'dial' && 'customer' in command.to;
}
