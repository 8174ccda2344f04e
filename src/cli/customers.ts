import type { Command } from 'commander';
import { askEngine } from './api.ts';
import { type GlobalOptions, lookAround } from './context.ts';
import { print } from './output.ts';

/** `sansheng customers`: what is remembered of callers. */
export function customersCommand(command: (name: string, description: string) => Command): Command {
  const customers = command('customers', 'what is remembered of callers: the language each has chosen');
  customers.addCommand(
    command('forget', 'ask this number for its language again').argument('<number>').action(forget),
  );
  return customers;
}

async function forget(number: string, _options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const path = `/v1/customers/${encodeURIComponent(number)}`;
  const done = await askEngine(lookAround(options), 'DELETE', path);
  print(options.json, done, () => 'forgotten');
}
