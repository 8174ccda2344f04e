import type { Command } from 'commander';
import { phoneNumber } from '../../config/numbers.ts';
import type { CallbackQuery } from '../../engine/callback-query.ts';
import { KINDS } from '../../web/callbacks/answer.ts';
import {
  filterFields,
  filterOf,
  SORTS,
  sortField,
  sortOf,
  WANTED_STATUSES,
} from '../../web/callbacks/filter.ts';
import { CliError, EXIT, type Surroundings } from '../context.ts';
import { timeOf } from '../times.ts';

/** Which callbacks, as somebody types it. */
export interface FilterOptions {
  readonly all?: boolean;
  readonly status?: string;
  readonly kind?: string;
  readonly line?: string;
  readonly agent?: string;
  readonly number?: string;
  readonly dueFrom?: string;
  readonly dueBefore?: string;
  readonly text?: string;
  readonly sort?: string;
}

/** Gives a command the options by which callbacks are found. */
export function withFilters(command: Command): Command {
  return command
    .option('--all', 'include finished callbacks')
    .option('--status <list>', `comma-separated: ${WANTED_STATUSES.join(', ')} (default: open)`)
    .option('--kind <list>', `comma-separated: ${KINDS.join(', ')}`)
    .option('--line <number>', 'only callbacks of this line')
    .option('--agent <extension>', 'only callbacks assigned to this agent, or last tried by this agent')
    .option('--number <number>', 'only callbacks to this customer: the full number as dialled')
    .option('--due-from <time>', "next attempt at this time or later: HH:MM, 'YYYY-MM-DD HH:MM', +20m")
    .option('--due-before <time>', 'next attempt before this time')
    .option('--text <text>', 'text in the id, the name, the question or the creator')
    .option('--sort <order>', `${SORTS.join(', ')}; put - before it to reverse (default: due)`);
}

/** What the store is asked, and in which order.
 * @throws CliError for what cannot be read */
export function queryOf(
  options: FilterOptions,
  around: Surroundings,
  now: number,
): Omit<CallbackQuery, 'limit'> & { readonly sort: NonNullable<CallbackQuery['sort']> } {
  const { all, line, agent, number, text } = options;
  const status = options.status ?? (all ? undefined : 'open');
  const time = (typed: string | undefined) =>
    typed === undefined ? undefined : new Date(timeOf(typed, around.timeZone, now)).toISOString();
  const asked = {
    status: status === undefined ? undefined : read('--status', filterFields.status, status),
    kind: options.kind === undefined ? undefined : read('--kind', filterFields.kind, options.kind),
    ...{ line, agent, number, text },
    dueFrom: time(options.dueFrom),
    dueBefore: time(options.dueBefore),
  };
  const sort = sortOf(read('--sort', sortField, options.sort));
  return { ...filterOf(asked, now, (raw) => phoneNumber(raw, around.region)?.e164 ?? null), sort };
}

interface Reads<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

function read<T>(name: string, schema: Reads<T>, typed: string | undefined): T {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const cure = 'see the possible values with `sansheng callbacks --help`';
  throw new CliError(`${name} ${typed} is not known`, cure, EXIT.badInput);
}
