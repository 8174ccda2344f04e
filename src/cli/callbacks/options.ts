import type { Command } from 'commander';

/** The options of a command under one that has options of the same name: its own go before those. */
export function optionsOf<T extends object>(own: T, command: Command): T {
  return { ...command.optsWithGlobals<T>(), ...own };
}
