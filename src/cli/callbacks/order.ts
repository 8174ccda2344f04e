import type { Command } from 'commander';
import { secondText } from '../../config/time-zone.ts';
import type { CallbackAnswer } from '../../web/callbacks/answer.ts';
import { askEngine } from '../api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings, type Surroundings } from '../context.ts';
import { userName } from '../number-privacy.ts';
import { print } from '../output.ts';
import { timeOf } from '../times.ts';
import { statusText } from './list.ts';
import { optionsOf } from './options.ts';

interface OrderOptions extends GlobalOptions {
  readonly by?: string;
  readonly why?: string;
  readonly revision?: number;
  readonly due?: string;
}

/** Orders it of the running engine, in the state in which it is now, or was looked at (`--revision`). */
async function order(
  id: string,
  what: string,
  options: OrderOptions,
  body: (callback: CallbackAnswer, around: Surroundings) => object = () => ({}),
): Promise<void> {
  const around = loadSurroundings(options);
  const path = `/v1/callbacks/${encodeURIComponent(id)}`;
  const { callback } = await askEngine<{ callback: CallbackAnswer }>(around, 'GET', path);
  const { by = userName(), why, revision = callback.revision } = options;
  const sent = { revision, by, why, ...body(callback, around) };
  const full = `/v1/callbacks/${encodeURIComponent(callback.id)}/${what}`;
  const after = await askEngine<CallbackAnswer>(around, 'POST', full, sent);
  print(options.json, after, () => outcome(after, around));
}

/** One line: what it is now. */
export function outcome(callback: CallbackAnswer, { zoneOf }: Surroundings): string {
  const { id, line, status, dueAt, assigned, revision } = callback;
  const when = status === 'scheduled' ? ` for ${secondText(Date.parse(dueAt), zoneOf(line))}` : '';
  const whom = assigned === null || !callback.open ? '' : `, assigned to ${assigned}`;
  return `${id} is ${statusText(callback)}${when}${whom}, revision ${revision}`;
}

/** `sansheng callbacks assign ID AGENT` */
export async function assign(id: string, agent: string, own: OrderOptions, command: Command): Promise<void> {
  await order(id, 'assign', optionsOf(own, command), () => ({ agent: agent === 'anybody' ? null : agent }));
}

/** `sansheng callbacks call-now ID`, and others that say all by their name. */
export function orderWithoutDetails(what: 'call-now' | 'settle' | 'cancel' | 'release') {
  return (id: string, own: OrderOptions, command: Command): Promise<void> =>
    order(id, what, optionsOf(own, command));
}

/** `sansheng callbacks reschedule ID --due TIME`: in the time zone of its line. */
export async function reschedule(id: string, own: OrderOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  await order(id, 'reschedule', options, ({ line }, { zoneOf }) => ({
    due: new Date(timeOf(options.due ?? '', zoneOf(line), Date.now())).toISOString(),
  }));
}

interface AddOptions extends GlobalOptions {
  readonly line: string;
  readonly name?: string;
  readonly about?: string;
  readonly language?: string;
  readonly due?: string;
  readonly hours?: string;
  readonly agent?: string;
  readonly by?: string;
}

/** `sansheng callbacks add NUMBER --line LINE` */
export async function add(number: string, own: AddOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  const around = loadSurroundings(options);
  const { line, name, about, language, due, hours, agent, by = userName() } = options;
  const body = {
    ...{ number, line, name, about, language, agent, by },
    due: due === undefined ? undefined : new Date(timeOf(due, around.zoneOf(line), Date.now())).toISOString(),
    hours: hours === undefined ? undefined : hoursOf(hours),
  };
  const made = await askEngine<{ callback: CallbackAnswer; joined: boolean }>(
    ...([around, 'POST', '/v1/callbacks', body] as const),
  );
  print(options.json, made, ({ callback, joined }) => {
    const before = joined ? 'this number has one open on this line already: ' : '';
    return before + outcome(callback, around);
  });
}

function hoursOf(text: string): { from: string; to: string } {
  const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  throw new CliError(`${text} are no hours`, 'give them as 09:00-17:30', EXIT.badInput);
}
