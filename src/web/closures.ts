import { z } from 'zod';
import type { OutageState } from '../core/outage/state.ts';
import { isOn } from '../core/outage/step.ts';
import { actorOf } from './auth.ts';
import { by, iso, isoOrNull, time } from './fields.ts';
import { lineIn, MOST_MINUTES, wishedEnd } from './outages.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

const wish = z.strictObject({
  line: z.string().max(15).optional().describe('the line that is closed; all lines if left out'),
  until: time.optional().describe('when it is over, within seven days; this or minutes'),
  minutes: z.int().min(1).max(MOST_MINUTES).optional().describe('instead of until: minutes from now'),
  by,
});

const closure = z.object({
  id: z.string(),
  line: z.string().nullable(),
  from: time,
  until: time,
  endedAt: time.nullable().describe('when somebody opened it again early'),
  on: z.boolean(),
  by: z.string(),
});

/** A closed line as it is sent. */
export type ClosureAnswer = z.infer<typeof closure>;

function answerOf(state: OutageState, now: number): ClosureAnswer {
  const { id, line, from, until, endedAt, by: who } = state;
  return {
    ...{ id, line, from: iso(from), until: iso(until), endedAt: isoOrNull(endedAt) },
    ...{ on: isOn(state, now), by: who },
  };
}

/** Lines that somebody has closed for today: their callers hear that, and are called back when they open if they press 1. */
export function closureRoutes(ports: ApiPorts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/closures',
      summary: 'List what lines were closed for, newest first',
      role: 'supervisor',
      answer: { status: 200, schema: z.object({ closures: z.array(closure) }), means: 'The closures' },
      handle: async () => ({ closures: ports.commands.closures().map((one) => answerOf(one, ports.now())) }),
    }),
    route({
      method: 'POST',
      path: '/v1/closures',
      summary: 'Close a line, or all, from now on',
      role: 'supervisor',
      body: wish,
      answer: { status: 201, schema: closure, means: 'The line is closed, and that is saved' },
      handle: async (asked) => {
        const { body } = asked;
        const now = ports.now();
        if (body.until === undefined && body.minutes === undefined) {
          const cause = 'neither until nor minutes is given';
          throw new ApiError('API_BAD_REQUEST', 400, cause, 'Say when the line opens again.');
        }
        const { by: who } = actorOf(asked, body.by);
        const order = { line: lineIn(body.line, ports), area: null, closes: true as const };
        return answerOf(
          await ports.commands.putOnOutage({ ...order, until: wishedEnd(body, now), by: who }),
          now,
        );
      },
    }),
    openRoute(ports),
  ];
}

function openRoute(ports: ApiPorts): Route {
  return route({
    method: 'DELETE',
    path: '/v1/closures/{id}',
    summary: 'Open what is closed, early',
    role: 'supervisor',
    params: z.strictObject({ id: z.string().max(60) }),
    query: z.strictObject({ by }),
    answer: { status: 200, schema: closure, means: 'The line goes by its hours again, and that is saved' },
    handle: async (asked) => {
      const { id } = asked.params;
      const off = await ports.commands.endClosure(id, actorOf(asked, asked.query.by).by);
      const cure = 'See GET /v1/closures (sansheng closed list) for those that are on.';
      if (off.is === 'unknown') throw new ApiError('CLOSURE_UNKNOWN', 404, `there is no closure ${id}`, cure);
      if (off.is === 'over') throw new ApiError('CLOSURE_OVER', 409, `closure ${id} is over already`, cure);
      return answerOf(off.outage, ports.now());
    },
  });
}
