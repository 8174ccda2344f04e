import type { AgentId } from '../../core/ids.ts';
import type { ApiPorts } from '../ports.ts';
import { ApiError } from '../problem.ts';

/** Whoever types a time that is now is not too late for it. */
const GRACE_MS = 60_000;
/** A callback further away than that is a slip of the keys. */
const FURTHEST_MS = 366 * 86_400_000;

/** UTC ms of a time that is still to come.
 * @throws ApiError API_BAD_REQUEST */
export function futureTime(field: string, text: string, now: number): number {
  const wall = Date.parse(text);
  if (wall >= now - GRACE_MS && wall <= now + FURTHEST_MS) return Math.max(wall, now);
  const what = wall < now ? 'has passed' : 'is more than a year away';
  throw new ApiError(
    'API_BAD_REQUEST',
    400,
    `${field}: ${text} ${what}`,
    'Give a time within a year from now.',
  );
}

/** @throws ApiError AGENT_UNKNOWN */
export function knownAgent(agent: AgentId, { agents }: ApiPorts): AgentId {
  if (agents().some(({ id }) => id === agent)) return agent;
  const cure = `Give one of ${agents()
    .map(({ id, name }) => `${id} (${name})`)
    .join(', ')}.`;
  throw new ApiError('AGENT_UNKNOWN', 400, `${agent} is no agent of this site`, cure);
}
