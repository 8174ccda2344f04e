import { type Command, Option } from 'commander';
import { agentsKeys } from './agents/keys.ts';
import { agents } from './agents/list.ts';

/** `sansheng agents` and what is under it. */
export function agentsCommand(command: (name: string, description: string) => Command): Command {
  const list = command('agents', 'list agents with their state').action(agents);
  const language = new Option('--lang <language>', 'language of the sheet')
    .choices(['zh', 'en'])
    .default('en');
  list.addCommand(
    command('keys', "print the sheet with the agents' keys (docs/agents/keys.md)")
      .addOption(language)
      .action(agentsKeys),
  );
  return list;
}
