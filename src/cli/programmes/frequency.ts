import type { Command } from 'commander';
import type { FrequencyAnswer } from '../../web/frequencies.ts';
import { askEngine } from '../api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from '../context.ts';
import { userName } from '../number-privacy.ts';
import { print } from '../output.ts';
import { hoursOf } from './row.ts';

interface FrequencyOptions extends GlobalOptions {
  readonly everyDays?: number;
  readonly never?: boolean;
  readonly hours?: string;
  readonly any?: boolean;
  readonly by?: string;
}

/** `sansheng programmes frequency`: what a customer has said, written down; or what is known. */
export async function frequencyCommand(
  number: string,
  _options: FrequencyOptions,
  command: Command,
): Promise<void> {
  const options = command.optsWithGlobals<FrequencyOptions>();
  const { everyDays, never, hours, any, by = userName() } = options;
  const around = loadSurroundings(options);
  const path = `/v1/customers/${encodeURIComponent(number)}/frequency`;
  const asks = everyDays === undefined && !never && hours === undefined && !any;
  const body = { everyDays: everyDays ?? null, never: never ?? false, hours: wished(hours), by };
  const known = asks
    ? await askEngine<FrequencyAnswer>(around, 'GET', path)
    : await askEngine<FrequencyAnswer>(around, 'POST', path, body);
  print(options.json, known, textOf);
}

function wished(text = '') {
  const read = hoursOf(text);
  if ('wrong' in read)
    throw new CliError(`${text} are no hours`, 'write them as 09:00-12:00, the earlier first', EXIT.badInput);
  return read.hours ?? null;
}

function textOf({ everyDays, never, hours, by }: FrequencyAnswer): string {
  if (never) return `never (${by})`;
  const often = everyDays === null ? 'as often as the programmes have it' : `every ${everyDays} days at most`;
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const when = hours ? `, from ${clock(hours.from)} to ${clock(hours.to)}` : '';
  return `${often}${when} (${by})`;
}
