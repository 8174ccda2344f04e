import { z } from 'zod';
import type { CallState } from '../core/call/state.ts';
import type { CallbackState } from '../core/callback/state.ts';
import { type Fact, RECORD_TYPES, type RecordType } from '../core/facts.ts';
import { LANGUAGES } from '../core/ids.ts';
import type { CustomerHistory } from '../engine/store-port.ts';
import { callbackAnswer, callbackSchema } from './callbacks/answer.ts';
import { factAnswer, factSchema } from './callbacks/facts.ts';
import { foundCallback } from './callbacks/find.ts';
import { shownTo } from './callbacks/list.ts';
import { noteSchema, notesOf } from './callbacks/notes.ts';
import { callAnswer, callSchema, foundCall } from './calls.ts';
import { iso, time } from './fields.ts';
import { frequency } from './frequencies.ts';
import type { NumberTries } from './number-tries.ts';
import type { ApiPorts, Shown } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Principal, type Route, route } from './route.ts';

/** Calls, and callbacks: who has more is no customer whose every call somebody reads. */
const MOST = 100;

const query = z
  .strictObject({
    call: z.string().max(80).optional().describe('the id of one of the customer’s calls'),
    callback: z.string().max(80).optional().describe('the id of one of the customer’s callbacks'),
    number: z.string().max(60).optional().describe('the complete number: E.164, or as dialled'),
  })
  .refine(
    (asked) => Object.values(asked).filter((one) => one !== undefined).length === 1,
    'has exactly one of call, callback and number',
  );

const customerSchema = z.object({
  number: z.string().nullable().describe('null: it was withheld, and no more than that call is known'),
  language: z
    .object({ language: z.enum(LANGUAGES as ['zh', 'yue', 'en']), at: time })
    .nullable()
    .describe('what the customer has chosen, and when it was last used'),
  doNotCall: z
    .object({ by: z.string(), why: z.string(), at: time })
    .nullable()
    .describe('no line calls the number'),
  frequency: frequency
    .omit({ number: true })
    .nullable()
    .describe('how often the customer wants to be called'),
  calls: z
    .array(
      callSchema.extend({
        kept: z.int().describe('how many clauses were kept'),
        broken: z.array(factSchema).describe('the clauses that were broken, with what was measured'),
      }),
    )
    .describe(`newest first, at most ${MOST}`),
  callbacks: z
    .array(callbackSchema.extend({ notes: z.array(noteSchema) }))
    .describe(`newest first, at most ${MOST}`),
  records: z
    .array(z.object({ type: z.enum(RECORD_TYPES), at: time, call: z.string(), by: z.string().nullable() }))
    .describe('of these calls what must not get lost, newest first'),
  total: z.object({ calls: z.int(), callbacks: z.int() }).describe('how many there are'),
});

/** All that is known of one customer. */
export type CustomerHistoryAnswer = z.infer<typeof customerSchema>;

/** All that is known of one number. Who sees numbers masked gets there by an id, or by the whole number as in any other search. */
export function customerHistoryRoute(ports: ApiPorts, tries: NumberTries): Route {
  return route({
    method: 'GET',
    path: '/v1/customer',
    summary: 'Get all that is known of the customer of a call, a callback or a number',
    role: 'operator',
    query,
    answer: { status: 200, schema: customerSchema, means: 'The customer' },
    handle: async (asked) => {
      const { number, history } = await historyOf(asked.query, asked, ports, tries);
      return answerOf(number, history, ports, shownTo(asked, ports));
    },
  });
}

interface Found {
  readonly number: string | null;
  readonly history: CustomerHistory;
}

async function historyOf(
  { call, callback, number }: z.output<typeof query>,
  asker: Principal,
  ports: ApiPorts,
  tries: NumberTries,
): Promise<Found> {
  if (call !== undefined) {
    const { state, facts } = await foundCall(ports.queries, call);
    const { number: from } = state.customer;
    if (from === null) return { number: null, history: onlyCall(state, facts) };
    return { number: from, history: await ports.queries.customerHistory(from, MOST) };
  }
  const known = callback === undefined ? null : (await foundCallback(ports.queries, callback)).state;
  const wanted = known?.number ?? ports.numberOf(number ?? '') ?? number ?? '';
  const history = await tries.look({
    ...{ asker, number: known && !isTyped(known) ? undefined : wanted },
    find: () => ports.queries.customerHistory(wanted, MOST),
    isKnown: ({ calls, callbacks }) =>
      calls.length > 0 || callbacks.some(({ callback: one }) => !isTyped(one)),
  });
  if (!known && isUnknown(wanted, history, ports)) {
    const cure = 'Give the complete number, such as 13800138000 or 02162345678.';
    throw new ApiError('NUMBER_UNKNOWN', 404, 'nothing is known of that number', cure);
  }
  return { number: wanted, history };
}

/** privacy.customer: somebody has typed its number. Whoever adds callbacks for numbers that they guess must not find out by them which
 * one is a customer's: such a number counts as one that was looked for. */
function isTyped({ kind, from }: CallbackState): boolean {
  return kind === 'requested' && from === null;
}

function isUnknown(number: string, { total }: CustomerHistory, { commands, programmes }: ApiPorts): boolean {
  const kept = [
    commands.customerChoice(number),
    commands.doNotCallEntry(number),
    programmes.frequency(number),
  ];
  return total.calls + total.callbacks === 0 && kept.every((one) => one === undefined);
}

function onlyCall(call: CallState, facts: readonly Fact[]): CustomerHistory {
  const kept = facts.filter((fact) => fact.kind === 'clause' && fact.verdict === 'kept').length;
  return { calls: [{ call, kept, facts }], callbacks: [], total: { calls: 1, callbacks: 0 } };
}

function answerOf(
  number: string | null,
  { calls, callbacks, total }: CustomerHistory,
  { commands, programmes, now }: ApiPorts,
  shown: Shown,
): CustomerHistoryAnswer {
  const key = number ?? '';
  const wall = now();
  return {
    number: number && shown.number(number),
    language: languageAnswer(commands.customerChoice(key)),
    doNotCall: entryAnswer(commands.doNotCallEntry(key), shown),
    frequency: frequencyAnswer(programmes.frequency(key)),
    calls: calls.map((one) => callOfCustomer(one, shown)),
    callbacks: callbacks.map(({ callback, facts }) => ({
      ...callbackAnswer(callback, wall, shown),
      notes: notesOf(facts, shown),
    })),
    records: calls.flatMap(({ call, facts }) => recordsOf(call, facts, shown)),
    total,
  };
}

function languageAnswer(
  choice: ReturnType<ApiPorts['commands']['customerChoice']>,
): CustomerHistoryAnswer['language'] {
  return choice ? { language: choice.language, at: iso(choice.at) } : null;
}

function entryAnswer(
  entry: ReturnType<ApiPorts['commands']['doNotCallEntry']>,
  shown: Shown,
): CustomerHistoryAnswer['doNotCall'] {
  if (!entry) return null;
  const { by, why, at } = entry;
  return { ...shown.data({ by, why }), at: iso(at) };
}

function frequencyAnswer(
  wish: ReturnType<ApiPorts['programmes']['frequency']>,
): CustomerHistoryAnswer['frequency'] {
  if (!wish) return null;
  const { everyDays, never, hours, by, at } = wish;
  return { everyDays, never, hours, by, at: iso(at) };
}

function callOfCustomer(
  { call, kept, facts }: CustomerHistory['calls'][number],
  shown: Shown,
): CustomerHistoryAnswer['calls'][number] {
  const broken = facts.filter((fact) => fact.kind === 'clause' && fact.verdict === 'broken');
  return { ...callAnswer(call, shown), kept, broken: broken.map((fact) => factAnswer(fact, shown)) };
}

/** The newest first, as the calls are. */
function recordsOf(
  { id }: CallState,
  facts: readonly Fact[],
  shown: Shown,
): CustomerHistoryAnswer['records'] {
  const records = facts.filter((fact) => fact.kind === 'event' && fact.name === 'record').toReversed();
  return records.map((fact) => {
    const { at, by, detail } = factAnswer(fact, shown);
    return { type: detail.type as RecordType, at, call: id, by };
  });
}
