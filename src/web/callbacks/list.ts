import { z } from 'zod';
import { sortValue } from '../../engine/callback-query.ts';
import { seesMasked } from '../auth.ts';
import type { NumberTries } from '../number-tries.ts';
import type { ApiPorts, Shown } from '../ports.ts';
import { type Principal, type Route, route } from '../route.ts';
import { callbackAnswer, callbackSchema } from './answer.ts';
import { factAnswer, factSchema } from './facts.ts';
import { cursorOf, filterFields, filterOf, sortField, sortOf } from './filter.ts';
import { foundCallback } from './find.ts';
import { noteSchema, notesOf } from './notes.ts';
import { storyOf, storySchema } from './story.ts';

const MOST = 200;

const IN_FULL: Shown = { number: (number) => number, data: (data) => data };

/** privacy.customer: an operator sees as much of a number as it takes to find a callback by. */
export function shownTo(asker: Principal, { masked }: ApiPorts): Shown {
  return seesMasked(asker) ? masked : IN_FULL;
}

const pageQuery = z.strictObject({
  ...filterFields,
  sort: sortField,
  limit: z.coerce.number().int().min(1).max(MOST).default(50),
  after: z.string().max(100).optional().describe('`next` of the page before'),
});

/** Looking at callbacks. */
export function lookingRoutes(ports: ApiPorts, tries: NumberTries): Route[] {
  return [listRoute(ports, tries), oneRoute(ports)];
}

function listRoute(ports: ApiPorts, tries: NumberTries): Route {
  return route({
    method: 'GET',
    path: '/v1/callbacks',
    summary: 'Search callbacks, page by page',
    role: 'operator',
    query: pageQuery,
    answer: {
      status: 200,
      schema: z.object({
        callbacks: z.array(callbackSchema),
        total: z.int().describe('number of matches on all pages'),
        next: z.string().nullable().describe('`after` for the next page; null on the last page'),
      }),
      means: 'One page of callbacks',
    },
    handle: async (asked) => {
      const { sort: sortText, limit, after, ...wanted } = asked.query;
      const now = ports.now();
      const filter = { ...filterOf(wanted, now, ports.numberOf), textMasked: seesMasked(asked) };
      const { number } = filter;
      const sort = sortOf(sortText);
      const from = after === undefined ? {} : { after: cursorOf(after) };
      const [found, total] = await tries.look({
        ...{ asker: asked, number },
        find: () =>
          Promise.all([
            ports.queries.callbacks({ ...filter, sort, limit: limit + 1, ...from }),
            ports.queries.countCallbacks(filter),
          ]),
        isKnown: async ([, count]) =>
          count > 0 ||
          (await ports.queries.callbacks({ ...(number === undefined ? {} : { number }), limit: 1 })).length >
            0,
      });
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      const shown = shownTo(asked, ports);
      return {
        callbacks: page.map((one) => callbackAnswer(one, now, shown)),
        total,
        next: last ? `${sortValue(last, sort.by)}_${last.id}` : null,
      };
    },
  });
}

export const idParams = z.strictObject({
  id: z.string().max(80).describe('the id, or enough of its beginning to be unique'),
});

function oneRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/callbacks/{id}',
    summary: 'Get a callback, its history and the call that it came from',
    role: 'operator',
    params: idParams,
    answer: {
      status: 200,
      schema: z.object({
        callback: callbackSchema,
        notes: z.array(noteSchema).describe('what people have written on it, the oldest first'),
        history: z.array(factSchema),
        call: storySchema.nullable().describe('null if it came from no call, or that call has been deleted'),
      }),
      means: 'The callback',
    },
    handle: async (asked) => {
      const { state, facts } = await foundCallback(ports.queries, asked.params.id);
      const shown = shownTo(asked, ports);
      const call = state.from === null ? undefined : await ports.queries.call(state.from);
      return {
        callback: callbackAnswer(state, ports.now(), shown),
        notes: notesOf(facts, shown),
        history: facts.map((fact) => factAnswer(fact, shown)),
        call: call ? storyOf(call.state, call.facts, shown) : null,
      };
    },
  });
}
