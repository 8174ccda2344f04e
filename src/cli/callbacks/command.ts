import type { Command } from 'commander';
import { SHOW_NUMBERS } from '../number-privacy.ts';
import { figuresCommand } from './figures.ts';
import { withFilters } from './filter.ts';
import { exported, list } from './list.ts';
import { add, assign, orderWithoutDetails, reschedule } from './order.ts';
import { show } from './show.ts';

type MakeCommand = (name: string, description: string) => Command;
type Count = (text: string) => number;

const TIME = "HH:MM (the next such time), 'YYYY-MM-DD HH:MM', +20m, or ISO 8601, in the line's time zone";

const EXAMPLES = `
Examples:
  sansheng callbacks                                     open callbacks, the next one first
  sansheng callbacks --status overdue,atRisk             callbacks that need attention now
  sansheng callbacks --number 13800138000 --all          all callbacks of a customer
  sansheng callbacks show bmws6k                         a callback in full; the start of the id is enough
  sansheng callbacks assign bmws6k 8002                  for this agent
  sansheng callbacks reschedule bmws6k --due '2026-11-23 09:00' --why 'is at work until then'
  sansheng callbacks add 13800138000 --line 4008001234 --about 'meter reading' --due 15:30
docs/operators/guide.md describes an operator's day.`;

/** `sansheng callbacks …`: the ledger of promises.
 * @param command makes a command with the options that all have
 * @param count reads a whole number from 1 */
export function callbacksCommand(command: MakeCommand, count: Count): Command {
  const listed = (name: string, description: string) =>
    withFilters(command(name, description))
      .option('--limit <n>', 'number of rows', count, 50)
      .option(...SHOW_NUMBERS)
      .action(list);
  const callbacks = listed('callbacks', 'list, show, add and change callbacks; without a subcommand: list')
    .addHelpText('after', EXAMPLES)
    // those under it have options of the same name
    .enablePositionalOptions()
    .addCommand(listed('list', 'list open callbacks; options find others'))
    .addCommand(
      command('show', 'show a callback: status, attempts, history and original call')
        .argument('<id>', 'id of the callback, or enough of its start to be unique')
        .option(...SHOW_NUMBERS)
        .action(show),
    )
    .addCommand(addCommand(command));
  for (const one of orderCommands(command, count)) callbacks.addCommand(one);
  callbacks.addCommand(
    withFilters(command('export', 'export all matching callbacks as CSV'))
      .option('--out <file>', 'write the CSV to this file (default: print it)')
      .option(...SHOW_NUMBERS)
      .action(exported),
  );
  return callbacks.addCommand(figuresCommand(command));
}

function addCommand(command: MakeCommand): Command {
  return command('add', 'add a callback for a customer')
    .argument('<number>', "the customer's number, in national format or as +86…")
    .requiredOption('--line <number>', 'the line that calls back')
    .option('--name <name>', "the customer's name; with a title (王先生) the opening says it")
    .option('--about <text>', 'what the customer wants')
    .option('--language <language>', "zh, yue or en (default: the line's language)")
    .option('--due <time>', `earliest time: ${TIME} (default: at once)`)
    .option('--hours <from-to>', 'hours in which the customer may be called: 09:00-17:30')
    .option('--agent <extension>', 'agent who gets it first')
    .option('--by <name>', 'your name, for the records (default: your user name)')
    .action(add);
}

function orderCommands(command: MakeCommand, count: Count): Command[] {
  const order = (name: string, description: string) =>
    command(name, description)
      .argument('<id>', 'id of the callback, or enough of its start to be unique')
      .option('--by <name>', 'your name, for the records (default: your user name)')
      .option('--revision <n>', 'fail if the callback has changed since this revision', count);
  const why = ['--why <text>', 'the reason, for the records'] as const;
  return [
    order('assign', 'assign a callback to one agent, or to any agent')
      .argument('<agent>', "the agent's extension, or: anybody")
      .option(...why)
      .action(assign),
    order('call-now', 'make a callback due now')
      .option(...why)
      .action(orderWithoutDetails('call-now')),
    order('reschedule', 'move a callback to a time that was agreed with the customer')
      .requiredOption('--due <time>', TIME)
      .option(...why)
      .action(reschedule),
    order('settle', 'mark a callback as done without a call')
      .requiredOption(...why)
      .action(orderWithoutDetails('settle')),
    order('cancel', 'cancel a callback')
      .requiredOption(...why)
      .action(orderWithoutDetails('cancel')),
    order('release', 'release a callback that a rule blocks')
      .option(...why)
      .action(orderWithoutDetails('release')),
  ];
}
