import type { Command } from 'commander';
import { secondText } from '../../config/time-zone.ts';
import type { CallState } from '../../core/call/state.ts';
import type { CallbackState } from '../../core/callback/state.ts';
import type { Fact } from '../../core/facts.ts';
import type { Privacy } from '../../log/mask.ts';
import { openReader } from '../../readers.ts';
import { type CallbackAnswer, callbackAnswer } from '../../web/callbacks/answer.ts';
import { factAnswer } from '../../web/callbacks/facts.ts';
import { foundCallback } from '../../web/callbacks/find.ts';
import { storyOf } from '../../web/callbacks/story.ts';
import { ApiError } from '../../web/problem.ts';
import { refused } from '../api.ts';
import { type GlobalOptions, loadSurroundings } from '../context.ts';
import { factText } from '../fact-text.ts';
import { type NumbersOption, privacyOf } from '../number-privacy.ts';
import { print, table } from '../output.ts';
import { statusText } from './list.ts';
import { optionsOf } from './options.ts';

interface Found {
  readonly state: CallbackState;
  readonly facts: readonly Fact[];
  readonly call: { readonly state: CallState; readonly facts: readonly Fact[] } | undefined;
}

type ShowOptions = GlobalOptions & NumbersOption;

/** `sansheng callbacks show ID`: all that is known of it, and of the call that it came from. */
export async function show(id: string, own: ShowOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  const { paths, zoneOf } = loadSurroundings(options);
  const privacy = await privacyOf(options, paths, `callback ${id}`);
  const store = await openReader(paths);
  const found = await foundCallback(store, id)
    .then(async ({ state, facts }): Promise<Found> => {
      const call = state.from === null ? undefined : await store.call(state.from);
      return { state, facts, call };
    })
    .catch((error: unknown) => {
      throw error instanceof ApiError ? refused(error) : error;
    })
    .finally(() => store.close());
  const callback = callbackAnswer(found.state, Date.now(), privacy);
  const data = {
    callback,
    history: found.facts.map((fact) => factAnswer(fact, privacy)),
    call: found.call ? storyOf(found.call.state, found.call.facts, privacy) : null,
  };
  print(options.json, data, () => text(callback, found, zoneOf(callback.line), privacy));
}

function text(callback: CallbackAnswer, { facts, call }: Found, zone: string, privacy: Privacy): string {
  const { standard } = callback;
  const history = (of: readonly Fact[]) =>
    table(
      ['when', 'what', 'by', 'detail'],
      of.map((fact) => historyRow(privacy.data(timesRead(fact, zone)), zone, standard)),
    );
  return [
    table(['callback', callback.id], fields(callback, zone)),
    ...(callback.attempts.length > 0 ? ['', attempts(callback, zone)] : []),
    ...['', history(facts)],
    ...(call ? ['', callLine(call.state, zone, privacy), history(call.facts)] : []),
  ].join('\n');
}

/** What an operator has ordered is that person's, though no party of a call has done it. */
function historyRow(fact: Fact, zone: string, standard: string): string[] {
  const [what, by, detail] = factText(fact, standard);
  const who = fact.kind === 'event' ? fact.detail?.who : undefined;
  return [secondText(fact.at.wall, zone), what, by === '' && typeof who === 'string' ? who : by, detail];
}

/** Times in a fact, which are UTC ms, as people of the line read them. */
function timesRead(fact: Fact, zone: string): Fact {
  if (fact.kind !== 'event' || !fact.detail) return fact;
  const entries = Object.entries(fact.detail).map(([key, value]) => [
    key,
    key.endsWith('At') && typeof value === 'number' ? secondText(value, zone) : value,
  ]);
  return { ...fact, detail: Object.fromEntries(entries) };
}

/** What there is to say of it, a line each; times in the line's zone. */
function fields(callback: CallbackAnswer, zone: string): string[][] {
  const { kind, number, dialled, line, language, name, about, requestedBy, hours, ended } = callback;
  const time = (iso: string) => secondText(Date.parse(iso), zone);
  const all: readonly (readonly [string, string | null])[] = [
    ['status', `${statusText(callback)}, revision ${callback.revision}`],
    ['kind', kind],
    ['customer', `${number} (${dialled}), ${language}`],
    ['name', name],
    ['about', about],
    ['line', `${line}, times in ${zone}`],
    ['agent', callback.agent && `${callback.agent}${callback.reserved ? ', who comes first' : ''}`],
    ['assigned', callback.assigned],
    ['hours', hours && `${hours.from} to ${hours.to}, as the customer wishes`],
    ['asked for by', requestedBy],
    ['place', `has waited since ${time(callback.place)}`],
    ['promised', time(callback.promisedAt)],
    ['due', callback.open ? time(callback.dueAt) : null],
    ['agreed', callback.agreedAt && time(callback.agreedAt)],
    ['satisfied', callback.satisfied === null ? null : callback.satisfied ? 'yes' : 'no'],
    ['deadline', `${time(callback.deadlineAt)}${callback.late ? ', has passed' : ''}`],
    ['ended', ended && [time(ended.at), ended.by && `by ${ended.by}`, ended.why].filter(Boolean).join(', ')],
  ];
  return all.flatMap(([field, value]) => (value === null ? [] : [[field, value]]));
}

function attempts({ attempts: all }: CallbackAnswer, zone: string): string {
  return table(
    ['attempt', 'when', 'agent', 'outcome', 'call'],
    all.map(({ at, agent, outcome, call }, index) => [
      ...[String(index + 1), secondText(Date.parse(at), zone), agent ?? '', outcome ?? 'under way', call],
    ]),
  );
}

function callLine(call: CallState, zone: string, privacy: Privacy): string {
  const { id, arrivedAt, customer, lastAgent, disposition, hungUpFirst } = call;
  const began = secondText(arrivedAt.wall, zone);
  return [
    `the call that it came from: ${id}, ${began}, from ${privacy.number(customer.dialled)}`,
    `agent ${lastAgent ?? '-'}, disposition ${disposition ?? '-'}, hung up first: ${hungUpFirst ?? '-'}`,
  ].join('\n');
}
