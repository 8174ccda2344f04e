import { z } from 'zod';
import { actorOf } from './auth.ts';
import { by, iso } from './fields.ts';
import type { NumberTries } from './number-tries.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

export const days = z.int().min(1).max(3650);
export const hours = z
  .strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(1440) })
  .refine(({ from, to }) => from < to, 'from is not before to')
  .describe('minutes since midnight where the line is');

/** How often and when a customer wants to be called. */
export const frequency = z.object({
  number: z.string(),
  everyDays: z.int().nullable(),
  never: z.boolean(),
  hours: z.object({ from: z.int(), to: z.int() }).nullable(),
  by: z.string(),
  at: z.iso.datetime(),
});
const params = z.strictObject({ number: z.string().max(30) });

const sent = <T extends { readonly at: number }>({ at, ...rest }: T) => ({ ...rest, at: iso(at) });

export type FrequencyAnswer = z.infer<typeof frequency>;

/** callback.programme: how often a customer wants to be called. */
export function frequencyRoutes(ports: ApiPorts, tries: NumberTries): Route[] {
  const { programmes, numberOf, now } = ports;
  return [
    getRoute(ports, tries),
    route({
      method: 'POST',
      path: '/v1/customers/{number}/frequency',
      summary: 'Set how often programmes may call a customer; it overrides every programme',
      role: 'operator',
      params,
      body: z.strictObject({
        everyDays: days.nullable(),
        never: z.boolean(),
        hours: hours.nullable(),
        by,
      }),
      answer: { status: 200, schema: frequency, means: 'It is kept' },
      handle: async (asked) => {
        const { by: named, ...wish } = asked.body;
        const actor = actorOf(asked, named);
        const entry = { wall: now(), ...actor.audit, did: 'frequencySet', call: null, detail: '' } as const;
        const said = { ...wish, number: numberIn(asked.params.number, numberOf), by: actor.by };
        const kept = await programmes.setFrequency(said, { audit: () => entry });
        return sent(kept);
      },
    }),
  ];
}

function getRoute({ programmes, numberOf }: ApiPorts, tries: NumberTries): Route {
  return route({
    method: 'GET',
    path: '/v1/customers/{number}/frequency',
    summary: 'Get how often programmes may call a customer',
    role: 'operator',
    params,
    answer: { status: 200, schema: frequency, means: 'What the customer asked for' },
    handle: async (asked) => {
      const customer = numberIn(asked.params.number, numberOf);
      const known = await tries.look({
        ...{ asker: asked, number: customer },
        find: async () => programmes.frequency(customer),
        isKnown: (found) => found !== undefined,
      });
      if (known) return sent(known);
      const cure = 'Do nothing: each programme’s own interval applies.';
      throw new ApiError('NUMBER_UNKNOWN', 404, 'no frequency is stored for that customer', cure);
    },
  });
}

function numberIn(raw: string, numberOf: ApiPorts['numberOf']): string {
  const e164 = numberOf(raw);
  if (e164) return e164;
  const cure = 'Give it as it is dialled, such as 13800138000 or 02162345678.';
  throw new ApiError('NUMBER_UNKNOWN', 404, `${raw} is not a customer’s number`, cure);
}
