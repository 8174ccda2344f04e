import { type Command, Option } from 'commander';
import { agentsKeys } from './agents/keys.ts';
import { agents } from './agents/list.ts';

/** `sansheng agents` and what is under it. */
export function agentsCommand(command: (name: string, description: string) => Command): Command {
  const list = command('agents', 'who is logged in, registered, free, talking, writing down').action(agents);
  const language = new Option('--lang <language>', 'the language of the sheet')
    .choices(['zh', 'en'])
    .default('en');
  list.addCommand(
    command('keys', "the agent's keys, as on the sheet to print (docs/agents/keys.md)")
      .addOption(language)
      .action(agentsKeys),
  );
  return list;
}
