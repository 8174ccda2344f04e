import { type Command, InvalidArgumentError, Option } from 'commander';
import { TEMPLATE_NAMES } from '../core/programme/templates.ts';
import { SHOW_NUMBERS } from './number-privacy.ts';
import { FIELDS, type FieldName } from './programmes/columns.ts';
import { ENCODINGS } from './programmes/decode.ts';
import { frequencyCommand } from './programmes/frequency.ts';
import { importCommand } from './programmes/import.ts';
import { order } from './programmes/order.ts';
import { listProgrammes, showProgramme } from './programmes/read.ts';
import { results } from './programmes/results.ts';

type MakeCommand = (name: string, description: string) => Command;

const BY = ['--by <name>', 'who does it, for the records'] as const;

const EXAMPLES = `
Examples:
  sansheng programmes import 客户.csv --line 4008001234 --template firstFollowUp --schedule '0 9 * * 1-5' --preview
  sansheng programmes import 客户.csv --line 4008001234 --name 三月回访 --map number=联系电话 --errors 有误.csv
  sansheng programmes pause p3k7-1
  sansheng programmes frequency 13800138000 --every-days 90
  sansheng programmes results p3k7-1 --out 结果.csv --show-numbers
docs/supervisors/programmes.md explains programmes.`;

/** `sansheng programmes`: callback.programme, on the running engine. */
export function programmesCommand(command: MakeCommand): Command {
  const programmes = command(
    'programmes',
    'manage follow-up programmes: lists of customers who are called on a schedule',
  );
  programmes.addHelpText('after', EXAMPLES);
  programmes.addCommand(importOf(command));
  programmes.addCommand(command('list', 'list all programmes with their progress').action(listProgrammes));
  programmes.addCommand(
    command('show', 'show a programme and its customers')
      .argument('<id>')
      .option(...SHOW_NUMBERS)
      .action(showProgramme),
  );
  for (const [name, description] of Object.entries(ORDERS)) {
    programmes.addCommand(
      command(name, description)
        .argument('<id>')
        .option(...BY)
        .action(order),
    );
  }
  programmes.addCommand(
    command('results', 'print the result of each customer as CSV')
      .argument('<id>')
      .option('--out <file>', 'write the CSV to this file (default: print it)')
      .option(...SHOW_NUMBERS)
      .action(results),
  );
  programmes.addCommand(frequencyOf(command));
  return programmes;
}

const ORDERS = {
  pause: 'make no more calls until the programme is resumed',
  resume: 'continue a paused programme',
  cancel: 'end a programme: customers not yet called are not called',
} as const;

function importOf(command: MakeCommand): Command {
  return command('import', 'make a programme from a CSV or .xlsx file of customers')
    .argument('<file>')
    .option('--line <number>', 'the line that calls (default: the only one)')
    .addOption(
      new Option('--template <name>', 'purpose of the calls')
        .choices(TEMPLATE_NAMES)
        .default('firstFollowUp'),
    )
    .option('--name <name>', 'programme name (default: the name of the file)')
    .option(
      '--schedule <cron>',
      "cron expression of when to call customers who are due: '0 9 * * 1-5' (default: at once)",
    )
    .option('--every-days <days>', 'days between calls to a customer who has set no limit', days)
    .option('--second-after <days>', "days until a second call, or 'no'", daysOrNo)
    .option('--into <id>', 'add the customers to an existing programme')
    .option(
      '--map <field=heading>',
      `column heading of a field (${FIELDS.join(', ')}); repeat for each field`,
      mapping,
      new Map(),
    )
    .addOption(
      new Option('--encoding <name>', 'encoding of the file, if it is not detected').choices(ENCODINGS),
    )
    .option('--preview', 'show what would be imported, and store nothing')
    .option('--errors <file>', 'write the rejected rows and the reasons to this file')
    .option(...BY)
    .option(...SHOW_NUMBERS)
    .action(importCommand);
}

function frequencyOf(command: MakeCommand): Command {
  return command('frequency', 'set how often programmes may call a customer; without options: show it')
    .argument('<number>')
    .option('--every-days <days>', 'days between calls, at least', days)
    .option('--never', 'never call this customer')
    .option('--hours <from-to>', 'call only in these hours: 09:00-12:00')
    .option('--any', "remove the customer's own limit")
    .option(...BY)
    .action(frequencyCommand);
}

function days(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 3650) return number;
  throw new InvalidArgumentError('give a whole number of days from 1 to 3650.');
}

function daysOrNo(text: string): number | 'no' {
  return text === 'no' ? text : days(text);
}

function mapping(text: string, before: ReadonlyMap<FieldName, string>): ReadonlyMap<FieldName, string> {
  const [, name, heading = ''] = /^(\w+)=(.+)$/u.exec(text) ?? [];
  const field = FIELDS.find((one) => one === name);
  if (!field) throw new InvalidArgumentError(`FIELD=HEADING, the field being ${FIELDS.join(', ')}.`);
  return new Map([...before, [field, heading]]);
}
