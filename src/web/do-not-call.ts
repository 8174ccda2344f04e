import { z } from 'zod';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import { actorOf } from './auth.ts';
import { shownTo } from './callbacks/list.ts';
import { by, iso, plainText } from './fields.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

/** A longer list is sent in parts. */
export const MOST_NUMBERS = 300;

const entry = z.object({ number: z.string(), by: z.string(), why: z.string(), at: z.iso.datetime() });
const list = z.object({ numbers: z.array(entry) });
const taken = z.object({
  added: z.int(),
  known: z.int().describe('numbers that were on the list already'),
  refused: z
    .array(z.object({ row: z.int(), number: z.string() }))
    .describe('entries that are not numbers; `row`: the position in the request, from 1'),
});
export type DoNotCallAnswer = z.infer<typeof list>;
export type NumbersTakenAnswer = z.infer<typeof taken>;

const why = plainText(500).describe('for the records');

/** callback.purpose: numbers that no line calls, whoever asks for it. */
export function doNotCallRoutes(ports: ApiPorts): Route[] {
  return [listRoute(ports), addRoute(ports), removeRoute(ports)];
}

function listRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/do-not-call',
    summary: 'List all do-not-call numbers, newest first; operators see them masked',
    role: 'operator',
    answer: { status: 200, schema: list, means: 'The numbers' },
    handle: async (asked) => {
      const shown = shownTo(asked, ports);
      const sent = ({ at, ...rest }: DoNotCall) => ({ ...shown.data(rest), at: iso(at) });
      return { numbers: ports.commands.doNotCallList().map(sent) };
    },
  });
}

function addRoute({ commands, numberOf, now }: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/do-not-call',
    summary:
      'Add numbers to the do-not-call list; entries that are not numbers are refused, the others are added',
    role: 'operator',
    body: z.strictObject({
      numbers: z.array(z.string().max(60)).min(1).max(MOST_NUMBERS),
      why,
      by,
    }),
    answer: { status: 200, schema: taken, means: 'It is kept' },
    handle: async (asked) => {
      const { numbers, why: reason, by: named } = asked.body;
      const actor = actorOf(asked, named);
      const read = numbers.map((number, index) => ({ number, row: index + 1, e164: numberOf(number) }));
      const good = [...new Set(read.flatMap(({ e164 }) => e164 ?? []))];
      const entry = { wall: now(), ...actor.audit, did: 'doNotCallAdded', call: null } as const;
      const added = await commands.doNotCall(good, actor.by, reason, {
        audit: (done) => ({ ...entry, detail: `${done.length}: ${reason}` }),
      });
      const refused = read.filter(({ e164 }) => e164 === null).map(({ row, number }) => ({ row, number }));
      return { added: added.length, known: good.length - added.length, refused };
    },
  });
}

function removeRoute({ commands, numberOf, now }: ApiPorts): Route {
  return route({
    method: 'DELETE',
    path: '/v1/do-not-call/{number}',
    summary: 'Remove a number from the do-not-call list',
    role: 'supervisor',
    params: z.strictObject({ number: z.string().max(60) }),
    query: z.strictObject({ why, by }),
    answer: { status: 200, schema: z.object({ removed: z.literal(true) }), means: 'It is kept' },
    handle: async (asked) => {
      const { why: reason, by: named } = asked.query;
      const actor = actorOf(asked, named);
      const number = numberOf(asked.params.number);
      const entry = {
        wall: now(),
        ...actor.audit,
        did: 'doNotCallRemoved',
        call: null,
        detail: reason,
      } as const;
      const audit = (done: boolean) => (done ? entry : null);
      if (number === null || !(await commands.mayCallAgain(number, actor.by, reason, { audit }))) {
        const cure = 'GET /v1/do-not-call (sansheng do-not-call list) names those that are on it.';
        throw new ApiError('NUMBER_UNKNOWN', 404, 'that number is not on the do-not-call list', cure);
      }
      return { removed: true as const };
    },
  });
}
