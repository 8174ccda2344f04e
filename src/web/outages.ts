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
export const MOST_MINUTES = 7 * 24 * HOUR_MINUTES;

const wish = z.strictObject({
  line: z
    .string()
    .max(15)
    .optional()
    .describe('the line whose callers hear the announcement; all lines if left out'),
  area: z
    .string()
    .max(20)
    .optional()
    .describe('first digits of the callers’ numbers: 021, 1380013, +8621; all callers if left out'),
  until: time
    .optional()
    .describe('end of the announcement; four hours from now if neither this nor minutes is given'),
  minutes: z.int().min(1).max(MOST_MINUTES).optional().describe('instead of until: minutes from now'),
  by,
});

const outage = z.object({
  id: z.string(),
  line: z.string().nullable(),
  area: z.string().nullable().describe('first digits of the callers’ E.164 numbers'),
  from: time,
  until: time,
  endedAt: time.nullable().describe('when somebody ended it early'),
  on: z.boolean(),
  by: z.string(),
  heard: z.int().describe('callers who heard the announcement'),
  hungUp: z.int().describe('callers who hung up during or right after the announcement'),
  wentOn: z
    .int()
    .describe('callers who went on to an agent, the queue or a callback; the others still hear it'),
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
export function wishedEnd(
  { until, minutes }: { until?: string | undefined; minutes?: number | undefined },
  now: number,
): number {
  const end = until === undefined ? now + (minutes ?? DEFAULT_MINUTES) * 60_000 : Date.parse(until);
  if (until !== undefined && minutes !== undefined) {
    throw new ApiError('API_BAD_REQUEST', 400, 'until and minutes are both given', 'Give one of the two.');
  }
  if (end > now && end <= now + MOST_MINUTES * 60_000) return end;
  const cause = `it cannot end at ${until}`;
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'Give a time from now on, within seven days.');
}

/** A line of the site, or all of them (null). */
export function lineIn(line: string | undefined, { lines }: Pick<ApiPorts, 'lines'>): string | null {
  if (line === undefined || lines().includes(line)) return line ?? null;
  const cure = `Give one of ${lines().join(', ')}, or none for all of them.`;
  throw new ApiError('LINE_UNKNOWN', 400, `this site has no line ${line}`, cure);
}

/** Checks line and area against what there is. */
function whereOf({ line, area }: z.infer<typeof wish>, ports: ApiPorts) {
  const where = lineIn(line, ports);
  const prefix = area === undefined ? null : ports.areaOf(area);
  if (area !== undefined && prefix === null) {
    const cure = 'Give the digits with which the callers’ numbers begin, such as 021, 1380013 or +8621.';
    throw new ApiError('AREA_UNKNOWN', 400, `no numbers begin with ${area}`, cure);
  }
  return { line: where, area: prefix };
}

/** outage.notice: put on, taken off, and who has heard of it. */
export function outageRoutes(ports: ApiPorts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/outages',
      summary: 'List outages, newest first, with what their callers did',
      role: 'supervisor',
      answer: { status: 200, schema: z.object({ outages: z.array(outage) }), means: 'The outages' },
      handle: async () => ({ outages: ports.commands.outages().map((one) => answerOf(one, ports.now())) }),
    }),
    route({
      method: 'POST',
      path: '/v1/outages',
      summary: 'Announce an outage: callers hear it before the queue',
      role: 'supervisor',
      body: wish,
      answer: { status: 201, schema: outage, means: 'The announcement is on and saved' },
      handle: async (asked) => {
        const { body } = asked;
        const now = ports.now();
        const order = {
          ...whereOf(body, ports),
          until: wishedEnd(body, now),
          by: actorOf(asked, body.by).by,
        };
        return answerOf(await ports.commands.putOnOutage(order), now);
      },
    }),
    offRoute(ports),
  ];
}

function offRoute(ports: ApiPorts): Route {
  return route({
    method: 'DELETE',
    path: '/v1/outages/{id}',
    summary: 'End an outage announcement early',
    role: 'supervisor',
    params: z.strictObject({ id: z.string().max(60) }),
    query: z.strictObject({ by }),
    answer: { status: 200, schema: outage, means: 'The announcement is off and saved' },
    handle: async (asked) => {
      const { id } = asked.params;
      const off = await ports.commands.takeOffOutage(id, actorOf(asked, asked.query.by).by);
      const cure = 'See GET /v1/outages (sansheng outage list) for those that are on.';
      if (off.is === 'unknown') throw new ApiError('OUTAGE_UNKNOWN', 404, `there is no outage ${id}`, cure);
      if (off.is === 'over') throw new ApiError('OUTAGE_OVER', 409, `outage ${id} is over already`, cure);
      return answerOf(off.outage, ports.now());
    },
  });
}
