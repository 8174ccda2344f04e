import { z } from 'zod';
import type { CallState } from '../core/call/state.ts';
import type { Fact } from '../core/facts.ts';
import { LANGUAGES } from '../core/ids.ts';
import { factAnswer, factSchema } from './callbacks/facts.ts';
import { cursorOf } from './callbacks/filter.ts';
import { shownTo } from './callbacks/list.ts';
import { iso, isoOrNull, time } from './fields.ts';
import type { NumberTries } from './number-tries.ts';
import type { ApiPorts, Shown } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

const MOST = 200;

const callFields = {
  id: z.string(),
  direction: z.enum(['in', 'out', 'alert']).describe('out: a callback; alert: to the supervisors'),
  line: z.string(),
  standard: z.string(),
  language: z.enum(LANGUAGES as ['zh', 'yue', 'en']),
  number: z.string().nullable().describe('the customer’s number; null where it was withheld'),
  arrivedAt: time,
  endedAt: time.nullable().describe('null: the call is in progress'),
  phase: z.string().describe('as docs/developers/call-life.md names it'),
  agent: z.string().nullable().describe('who talked with the customer last'),
  disposition: z.string().nullable().describe('the key of what the agent has written down'),
  hungUpFirst: z.string().nullable(),
};
/** A call in a list. */
export const callSchema = z.object(callFields);

const wholeCall = z.object({
  ...callFields,
  clauses: z.object({ kept: z.int(), broken: z.int() }),
  history: z.array(factSchema.extend({ seconds: z.number().describe('since the call came in') })),
});

export function callAnswer(call: CallState, shown: Shown): z.infer<typeof callSchema> {
  const { id, direction, line, standard, language, customer, disposition, hungUpFirst } = call;
  return {
    ...{ id, direction, line, standard, language, disposition, hungUpFirst },
    number: customer.number && shown.number(customer.number),
    arrivedAt: iso(call.arrivedAt.wall),
    endedAt: isoOrNull(call.endedAt),
    phase: call.phase.is,
    agent: call.lastAgent,
  };
}

function wholeAnswer(call: CallState, facts: readonly Fact[], shown: Shown): z.infer<typeof wholeCall> {
  const verdicts = facts.flatMap((fact) => (fact.kind === 'clause' ? [fact.verdict] : []));
  const kept = verdicts.filter((verdict) => verdict === 'kept').length;
  return {
    ...callAnswer(call, shown),
    clauses: { kept, broken: verdicts.length - kept },
    history: facts.map((fact) => ({
      ...factAnswer(fact, shown),
      seconds: Math.round(fact.at.mono - call.arrivedAt.mono) / 1000,
    })),
  };
}

/** The call of this id.
 * @throws ApiError CALL_UNKNOWN */
export async function foundCall(
  store: Pick<ApiPorts['queries'], 'call'>,
  id: string,
): Promise<{ state: CallState; facts: Fact[] }> {
  const found = await store.call(id);
  if (found) return found;
  throw new ApiError('CALL_UNKNOWN', 404, `there is no call ${id}`, 'See GET /v1/calls for the ids.');
}

const pageQuery = z.strictObject({
  number: z.string().max(60).optional().describe('the complete number: E.164, or as dialled'),
  line: z.string().max(15).optional(),
  open: z
    .stringbool()
    .default(false)
    .describe('true: only calls in progress, and those that have ended and are in wrap-up'),
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
  after: z.string().max(100).optional().describe('`next` of the page before'),
});

/** Looking at calls. */
export function callRoutes(ports: ApiPorts, tries: NumberTries): Route[] {
  return [listing(ports, tries), oneCall(ports)];
}

function listing(ports: ApiPorts, tries: NumberTries): Route {
  return route({
    method: 'GET',
    path: '/v1/calls',
    summary: 'List calls, newest first, page by page',
    role: 'operator',
    query: pageQuery,
    answer: {
      status: 200,
      schema: z.object({
        calls: z.array(callSchema),
        next: z.string().nullable().describe('`after` for the next page; null on the last page'),
      }),
      means: 'One page of calls',
    },
    handle: async (asked) => {
      const { number, line, open, limit, after } = asked.query;
      const { value: arrivedAt, id } = after === undefined ? { value: 0, id: '' } : cursorOf(after);
      const customer = number === undefined ? {} : { number: ports.numberOf(number) ?? number };
      const found = await tries.look({
        ...{ asker: asked, number: customer.number },
        find: () =>
          ports.queries.calls({
            ...{ limit: limit + 1, open, ...customer },
            ...(line === undefined ? {} : { line }),
            ...(after === undefined ? {} : { before: { arrivedAt, id } }),
          }),
        isKnown: async ({ length }) =>
          length > 0 || (await ports.queries.calls({ ...customer, limit: 1, open: false })).length > 0,
      });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const shown = shownTo(asked, ports);
      return {
        calls: page.map((call) => callAnswer(call, shown)),
        next: last ? `${Math.round(last.arrivedAt.wall)}_${last.id}` : null,
      };
    },
  });
}

function oneCall(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/calls/{id}',
    summary: 'Get a call and its timeline, with each clause as it was kept or broken',
    role: 'operator',
    params: z.strictObject({ id: z.string().max(80) }),
    answer: { status: 200, schema: wholeCall, means: 'The call' },
    handle: async (asked) => {
      const found = await foundCall(ports.queries, asked.params.id);
      return wholeAnswer(found.state, found.facts, shownTo(asked, ports));
    },
  });
}
