import type { Command } from 'commander';
import { askEngine } from './api.ts';
import { type GlobalOptions, loadSurroundings } from './context.ts';
import { print } from './output.ts';

/** `sansheng customers`: what is remembered of callers. */
export function customersCommand(command: (name: string, description: string) => Command): Command {
  const customers = command('customers', "manage what is stored about callers: each caller's language");
  customers.addCommand(
    command('forget', 'forget the language of a number, so that the caller is asked again')
      .argument('<number>')
      .action(forget),
  );
  return customers;
}

async function forget(number: string, _options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const path = `/v1/customers/${encodeURIComponent(number)}`;
  const done = await askEngine(loadSurroundings(options), 'DELETE', path);
  print(options.json, done, () => 'forgotten');
}
