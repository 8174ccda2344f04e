import { type Command, InvalidArgumentError, Option } from 'commander';
import { TEMPLATE_NAMES } from '../core/programme/templates.ts';
import { SHOW_NUMBERS } from './privacy.ts';
import { FIELDS, type FieldName } from './programmes/columns.ts';
import { ENCODINGS } from './programmes/decode.ts';
import { frequencyCommand } from './programmes/frequency.ts';
import { importCommand } from './programmes/import.ts';
import { list, show } from './programmes/look.ts';
import { order } from './programmes/order.ts';
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
docs/supervisors/programmes.md tells the whole.`;

/** `sansheng programmes`: callback.programme, on the running engine. */
export function programmesCommand(command: MakeCommand): Command {
  const programmes = command(
    'programmes',
    'follow-up programmes: lists of customers who are called by a schedule',
  );
  programmes.addHelpText('after', EXAMPLES);
  programmes.addCommand(importOf(command));
  programmes.addCommand(command('list', 'every programme, and how far it is').action(list));
  programmes.addCommand(
    command('show', 'one programme, and its customers')
      .argument('<id>')
      .option(...SHOW_NUMBERS)
      .action(show),
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
    command('results', 'what came of each customer, as CSV')
      .argument('<id>')
      .option('--out <file>', 'write it there (default: print it)')
      .option(...SHOW_NUMBERS)
      .action(results),
  );
  programmes.addCommand(frequencyOf(command));
  return programmes;
}

const ORDERS = {
  pause: 'call nobody new, and try nobody again, until it is resumed',
  resume: 'go on with a programme that is paused',
  cancel: 'end it: who has not been called is not called',
} as const;

function importOf(command: MakeCommand): Command {
  return command('import', 'make a programme of a CSV file of customers')
    .argument('<file>')
    .option('--line <number>', 'the line that calls (default: the only one)')
    .addOption(
      new Option('--template <name>', 'what the call is for')
        .choices(TEMPLATE_NAMES)
        .default('firstFollowUp'),
    )
    .option('--name <name>', 'as it is to be called (default: the name of the file)')
    .option('--schedule <cron>', "when those whose day has come are called: '0 9 * * 1-5' (default: at once)")
    .option('--every-days <days>', 'how often at most, where a customer has said nothing', days)
    .option('--second-after <days>', 'call again so many days after a talk; no: not', daysOrNo)
    .option('--into <id>', 'add to a programme that is going on')
    .option(
      '--map <field=heading>',
      `which column is ${FIELDS.join(', ')}; again for each`,
      mapping,
      new Map(),
    )
    .addOption(new Option('--encoding <name>', 'where it is not found out').choices(ENCODINGS))
    .option('--preview', 'say what would be taken, and keep nothing')
    .option('--errors <file>', 'write the rows that are not taken there, with why')
    .option(...BY)
    .option(...SHOW_NUMBERS)
    .action(importCommand);
}

function frequencyOf(command: MakeCommand): Command {
  return command(
    'frequency',
    'how often a customer wants to be called by programmes; without options: what is known',
  )
    .argument('<number>')
    .option('--every-days <days>', 'not more often than that', days)
    .option('--never', 'not at all')
    .option('--hours <from-to>', 'only then: 09:00-12:00')
    .option('--any', 'as the programmes have it, again')
    .option(...BY)
    .action(frequencyCommand);
}

function days(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 3650) return number;
  throw new InvalidArgumentError('a whole number of days from 1 to 3650.');
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
