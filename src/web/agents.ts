import { z } from 'zod';
import type { AvailabilityEvent } from '../core/agents/input.ts';
import type { AuditAction } from '../engine/audit.ts';
import { actorOf } from './auth.ts';
import { by, iso, time } from './fields.ts';
import { agentAnswer, agentSchema } from './live.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Principal, type Route, route } from './route.ts';

type Ordered = Extract<AvailabilityEvent['type'], 'logOut' | 'pause' | 'resume'>;

const DONE: Readonly<Record<Ordered, AuditAction>> = {
  logOut: 'agentLoggedOut',
  pause: 'agentPaused',
  resume: 'agentResumed',
};

const params = z.strictObject({ id: z.string().max(15).describe('the agent’s number') });
const ordering = z.strictObject({ by });

/** The agents, and what a supervisor orders of them. */
export function agentRoutes(ports: ApiPorts): Route[] {
  return [
    listing(ports),
    plainOrder(ports, 'log-out', 'logOut', 'Log an agent out, as the agent’s own *10 does'),
    pausing(ports),
    plainOrder(ports, 'resume', 'resume', 'End an agent’s break, as the agent’s own *20 does'),
  ];
}

function listing(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/agents',
    summary: 'List agents as they are now, and the reasons for a break',
    role: 'operator',
    answer: {
      status: 200,
      schema: z.object({
        at: time,
        agents: z.array(agentSchema),
        pauseReasons: z.record(z.string(), z.string()).describe('the site’s names, by key'),
      }),
      means: 'The agents, at one moment',
    },
    handle: async () => {
      const { at, agents } = ports.figures().live();
      return { at: iso(at), agents: agents.map(agentAnswer), pauseReasons: ports.pauseReasons() };
    },
  });
}

function plainOrder(ports: ApiPorts, path: string, type: Exclude<Ordered, 'pause'>, summary: string): Route {
  return route({
    method: 'POST',
    path: `/v1/agents/{id}/${path}`,
    summary: `${summary}; a call goes on`,
    role: 'supervisor',
    params,
    body: ordering,
    answer: { status: 200, schema: agentSchema, means: 'The agent; it is done and saved' },
    handle: (asked) => order(ports, asked, asked.params.id, { type }, asked.body.by),
  });
}

function pausing(ports: ApiPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/agents/{id}/pause',
    summary: 'Have an agent take a break, as the agent’s own *2 does; a call goes on',
    role: 'supervisor',
    params,
    body: z.strictObject({ reason: z.string().max(1).describe('a key of pauseReasons'), by }),
    answer: { status: 200, schema: agentSchema, means: 'The agent; it is done and saved' },
    handle: async (asked) => {
      const { reason, by: named } = asked.body;
      const reasons = ports.pauseReasons();
      const name = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
      if (name === undefined) {
        const cure = `Give one of ${Object.keys(reasons).join(', ')}.`;
        throw new ApiError('API_BAD_REQUEST', 400, `reason: there is no reason ${reason}`, cure);
      }
      return order(ports, asked, asked.params.id, { type: 'pause', reason, name }, named);
    },
  });
}

type Wanted = { readonly type: 'logOut' | 'resume' } | Extract<AvailabilityEvent, { type: 'pause' }>;

async function order(
  ports: ApiPorts,
  asker: Principal,
  id: string,
  wanted: Wanted,
  named: string | undefined,
) {
  const actor = actorOf(asker, named);
  const entry = { wall: ports.now(), ...actor.audit, did: DONE[wanted.type], call: null, detail: id };
  const done = await ports.commands.orderAgent(
    id,
    { ...wanted, who: actor.by },
    { audit: (result) => (result === 'done' ? entry : null) },
  );
  const agent = ports
    .figures()
    .live()
    .agents.find((one) => one.id === id);
  if (done === 'unknown' || !agent) {
    throw new ApiError('AGENT_UNKNOWN', 404, `there is no agent ${id}`, 'See GET /v1/agents.');
  }
  const present = agentAnswer(agent);
  if (done === 'done') return present;
  const cause = `agent ${id} is logged out`;
  throw new ApiError('AGENT_REFUSED', 409, cause, 'Let the agent log in first.', { present });
}
