import { z } from 'zod';
import type { OutageState } from '../core/outage/state.ts';
import { isOn } from '../core/outage/step.ts';
import { actorOf } from './auth.ts';
import { by, iso, isoOrNull, time } from './fields.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

const HOUR_MINUTES = 60;
/** An outage that nobody has given an end is not announced for ever. */
export const DEFAULT_MINUTES = 4 * HOUR_MINUTES;
const MOST_MINUTES = 7 * 24 * HOUR_MINUTES;

const wish = z.strictObject({
  line: z
    .string()
    .max(15)
    .optional()
    .describe('the line whose callers hear of it; every line where none is named'),
  area: z
    .string()
    .max(20)
    .optional()
    .describe(
      'how the numbers of the callers begin that it concerns: 021, 1380013, +8621; all where none is given',
    ),
  until: time
    .optional()
    .describe('when it is over; four hours from now where neither this nor minutes is given'),
  minutes: z
    .int()
    .min(1)
    .max(MOST_MINUTES)
    .optional()
    .describe('in place of until: so many minutes from now'),
  by,
});

const outage = z.object({
  id: z.string(),
  line: z.string().nullable(),
  area: z.string().nullable().describe('how the E.164 numbers of those concerned begin'),
  from: time,
  until: time,
  endedAt: time.nullable().describe('when it was taken off before its time'),
  on: z.boolean(),
  by: z.string(),
  heard: z.int().describe('callers who have heard of it'),
  hungUp: z.int().describe('those of them who hung up with that'),
  wentOn: z
    .int()
    .describe('those who went on to an agent, the queue or a callback; the rest are still on the line'),
});

/** outage.notice as it is sent. */
export type OutageAnswer = z.infer<typeof outage>;

function answerOf(state: OutageState, now: number): OutageAnswer {
  const { from, until, endedAt, ...same } = state;
  return {
    ...same,
    from: iso(from),
    until: iso(until),
    endedAt: isoOrNull(endedAt),
    on: isOn(state, now),
  };
}

/** UTC ms at which the wish has it over. */
function endOf({ until, minutes }: z.infer<typeof wish>, now: number): number {
  const end = until === undefined ? now + (minutes ?? DEFAULT_MINUTES) * 60_000 : Date.parse(until);
  if (until !== undefined && minutes !== undefined) {
    throw new ApiError('API_BAD_REQUEST', 400, 'until and minutes are both given', 'Give one of the two.');
  }
  if (end > now && end <= now + MOST_MINUTES * 60_000) return end;
  const cause = `an outage cannot be over at ${until}`;
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'Give a time from now on, within seven days.');
}

/** Checks line and area against what there is. */
function whereOf({ line, area }: z.infer<typeof wish>, { lines, areaOf }: ApiPorts) {
  if (line !== undefined && !lines().includes(line)) {
    const cure = `Give one of ${lines().join(', ')}, or none for all of them.`;
    throw new ApiError('LINE_UNKNOWN', 400, `${line} is no line of this site`, cure);
  }
  const prefix = area === undefined ? null : areaOf(area);
  if (area !== undefined && prefix === null) {
    const cure = 'Give the digits with which the callers’ numbers begin, such as 021, 1380013 or +8621.';
    throw new ApiError('AREA_UNKNOWN', 400, `no numbers begin with ${area}`, cure);
  }
  return { line: line ?? null, area: prefix };
}

/** outage.notice: put on, taken off, and who has heard of it. */
export function outageRoutes(ports: ApiPorts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/outages',
      summary: 'Every outage that is kept, the newest first, and what its callers did',
      role: 'supervisor',
      answer: { status: 200, schema: z.object({ outages: z.array(outage) }), means: 'The outages' },
      handle: async () => ({ outages: ports.desk.outages().map((one) => answerOf(one, ports.now())) }),
    }),
    route({
      method: 'POST',
      path: '/v1/outages',
      summary: 'Callers are told of an outage before the queue, from now on',
      role: 'supervisor',
      body: wish,
      answer: { status: 201, schema: outage, means: 'It is on, and kept' },
      handle: async (asked) => {
        const { body } = asked;
        const now = ports.now();
        const order = { ...whereOf(body, ports), until: endOf(body, now), by: actorOf(asked, body.by) };
        return answerOf(await ports.desk.putOnOutage(order), now);
      },
    }),
    offRoute(ports),
  ];
}

function offRoute(ports: ApiPorts): Route {
  return route({
    method: 'DELETE',
    path: '/v1/outages/{id}',
    summary: 'An outage is taken off before its time',
    role: 'supervisor',
    params: z.strictObject({ id: z.string().max(60) }),
    query: z.strictObject({ by }),
    answer: { status: 200, schema: outage, means: 'It is off, and kept' },
    handle: async (asked) => {
      const { id } = asked.params;
      const off = await ports.desk.takeOffOutage(id, actorOf(asked, asked.query.by));
      const cure = 'GET /v1/outages (sansheng outage list) names those that are on.';
      if (off.is === 'unknown') throw new ApiError('OUTAGE_UNKNOWN', 404, `there is no outage ${id}`, cure);
      if (off.is === 'over') throw new ApiError('OUTAGE_OVER', 409, `outage ${id} is over already`, cure);
      return answerOf(off.outage, ports.now());
    },
  });
}
