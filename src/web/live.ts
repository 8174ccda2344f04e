import { z } from 'zod';
import { LANGUAGES } from '../core/ids.ts';
import type { LiveAgent, LiveCall } from '../engine/live.ts';
import { shownTo } from './callbacks/list.ts';
import { iso, isoOrNull, time } from './fields.ts';
import type { ApiPorts, Shown } from './ports.ts';
import { type Route, route } from './route.ts';

const maybeTime = time.nullable();

const call = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out', 'alert']).describe('out: a callback; alert: to the supervisors'),
  line: z.string(),
  standard: z.string(),
  language: z.enum(LANGUAGES as ['zh', 'yue', 'en']),
  number: z.string().nullable().describe('the customer’s number; null where it was withheld'),
  phase: z.string().describe('as docs/developers/call-life.md names it'),
  since: time,
  endedAt: maybeTime.describe(
    'when its last leg ended, and an agent only finishes the wrap-up; null: in progress',
  ),
  agent: z.string().nullable().describe('who talks to the customer, or holds the call'),
  ringing: z.string().nullable().describe('whose phone rings for it'),
  waitsSince: maybeTime.describe('since when the customer has waited, in the queue or on hold'),
  due: z
    .object({
      answer: maybeTime.describe('answer.rings: a person or the engine answers by then'),
      reassurance: maybeTime.describe('hold.reminder: the next one begins by then'),
      offer: maybeTime.describe('hold.limit: the next offer of a callback'),
    })
    .describe('what the standard has done for a customer who waits, and by when'),
});

/** An agent as they are now. */
export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  device: z.string().describe('the phone, as Asterisk reports it'),
  availability: z.enum(['loggedIn', 'loggedOut', 'paused']),
  availableSince: maybeTime.describe('since when that holds; null: from the beginning'),
  pauseReason: z.string().nullable(),
  doing: z.string(),
  call: z.string().nullable(),
  until: maybeTime.describe('end of the wrap-up, or of the time for which the phone does not ring'),
  missed: z.int().describe('calls in a row that were not answered'),
});

const picture = z.object({
  at: time,
  event: z.string().describe('`after` for GET /v1/events: what it sends first may be in this answer already'),
  calls: z.array(call),
  agents: z.array(agentSchema),
  callbacks: z.object({ open: z.int(), overdue: z.int(), atRisk: z.int() }),
});

/** The answer to GET /v1/live. */
export type LiveAnswer = z.infer<typeof picture>;

function callAnswer(
  { number, since, endedAt, waitsSince, due, ...same }: LiveCall,
  shown: Shown,
): z.infer<typeof call> {
  const { answer, reassurance, offer } = due;
  return {
    ...same,
    number: number && shown.number(number),
    since: iso(since),
    endedAt: isoOrNull(endedAt),
    waitsSince: isoOrNull(waitsSince),
    due: { answer: isoOrNull(answer), reassurance: isoOrNull(reassurance), offer: isoOrNull(offer) },
  };
}

export function agentAnswer({ availability, until, ...same }: LiveAgent): z.infer<typeof agentSchema> {
  const { is, since } = availability;
  return {
    ...same,
    availability: is,
    availableSince: isoOrNull(since || null),
    pauseReason: is === 'paused' ? availability.name : null,
    until: isoOrNull(until),
  };
}

/** Who waits, since when, and by when the standard has something done for them; who talks; what each agent does. */
export function liveRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/live',
    summary: 'Get every call and every agent as they are now, with what is due and when',
    role: 'operator',
    answer: { status: 200, schema: picture, means: 'One moment, from which GET /v1/events goes on' },
    handle: async (asked) => {
      // asked first: whatever comes after it is told by the events
      const event = await ports.queries.lastFact();
      const { load, live } = ports.figures();
      const { at, calls, agents } = live();
      const shown = shownTo(asked, ports);
      return {
        ...{ at: iso(at), event: String(event), callbacks: load.callbacks },
        calls: calls.map((one) => callAnswer(one, shown)),
        agents: agents.map(agentAnswer),
      };
    },
  });
}
