import type { Command } from 'commander';
import { SHOW_NUMBERS } from '../privacy.ts';
import { figuresCommand } from './figures.ts';
import { withFilters } from './filter.ts';
import { exported, list } from './list.ts';
import { add, assign, plainly, reschedule } from './order.ts';
import { show } from './show.ts';

type MakeCommand = (name: string, description: string) => Command;
type Count = (text: string) => number;

const TIME = "HH:MM (the next time it is that), 'YYYY-MM-DD HH:MM', +20m, or ISO 8601; where the line is";

const EXAMPLES = `
Examples:
  sansheng callbacks                                     what is open, the next one first
  sansheng callbacks --status overdue,atRisk             what has to be looked at now
  sansheng callbacks --number 13800138000 --all          a customer asks about a promise
  sansheng callbacks show bmws6k                         all of it: enough of the id's beginning will do
  sansheng callbacks assign bmws6k 8002                  for this agent
  sansheng callbacks reschedule bmws6k --due '2026-11-23 09:00' --why 'is at work until then'
  sansheng callbacks add 13800138000 --line 4008001234 --about 'meter reading' --due 15:30
docs/operators/guide.md has the whole day of an operator.`;

/** `sansheng callbacks …`: the ledger of promises.
 * @param command makes a command with the options that all have
 * @param count reads a whole number from 1 */
export function callbacksCommand(command: MakeCommand, count: Count): Command {
  const listed = (name: string, description: string) =>
    withFilters(command(name, description))
      .option('--limit <n>', 'how many', count, 50)
      .option(...SHOW_NUMBERS)
      .action(list);
  const callbacks = listed('callbacks', 'every promise: list, look into, add, steer; alone: list')
    .addHelpText('after', EXAMPLES)
    // those under it have options of the same name
    .enablePositionalOptions()
    .addCommand(listed('list', 'those that are open; the options find others'))
    .addCommand(
      command('show', 'one of them: how it stands, every attempt, its history, the call it came from')
        .argument('<id>', 'or as much of its beginning as no other has')
        .option(...SHOW_NUMBERS)
        .action(show),
    )
    .addCommand(addCommand(command));
  for (const one of orderCommands(command, count)) callbacks.addCommand(one);
  callbacks.addCommand(
    withFilters(command('export', 'the same as a table for spreadsheets (CSV), all of them'))
      .option('--out <file>', 'where to (default: the terminal)')
      .option(...SHOW_NUMBERS)
      .action(exported),
  );
  return callbacks.addCommand(figuresCommand(command));
}

function addCommand(command: MakeCommand): Command {
  return command('add', 'a customer is to be called back')
    .argument('<number>', 'the customer’s, as it is dialled in the country, or as +86…')
    .requiredOption('--line <number>', 'the line that calls back')
    .option('--name <name>', 'the customer’s')
    .option('--about <text>', 'what the customer wants')
    .option('--language <language>', 'zh, yue or en (default: the line’s)')
    .option('--due <time>', `not before: ${TIME} (default: at once)`)
    .option('--hours <from-to>', 'when the customer wants to be called: 09:00-17:30')
    .option('--agent <extension>', 'who gets it first')
    .option('--by <name>', 'who asks for it, for the records (default: the account)')
    .action(add);
}

function orderCommands(command: MakeCommand, count: Count): Command[] {
  const order = (name: string, description: string) =>
    command(name, description)
      .argument('<id>', 'or as much of its beginning as no other has')
      .option('--by <name>', 'who orders it, for the records (default: the account)')
      .option('--revision <n>', 'only if it is still as it was when it was looked at', count);
  const why = ['--why <text>', 'for the records'] as const;
  return [
    order('assign', 'for this agent and nobody else, or for anybody')
      .argument('<agent>', 'an extension, or: anybody')
      .option(...why)
      .action(assign),
    order('call-now', 'due now, whatever its next try was to be')
      .option(...why)
      .action(plainly('call-now')),
    order('reschedule', 'tried at another time, of which the customer has been told')
      .requiredOption('--due <time>', TIME)
      .option(...why)
      .action(reschedule),
    order('settle', 'done without a call of ours')
      .requiredOption(...why)
      .action(plainly('settle')),
    order('cancel', 'the customer is not called')
      .requiredOption(...why)
      .action(plainly('cancel')),
    order('release', 'let go what a rule holds back')
      .option(...why)
      .action(plainly('release')),
  ];
}
