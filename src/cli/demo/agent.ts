import type { AgentState } from '../../core/agents/state.ts';
import { CliError } from '../context.ts';
import type { OwnAsterisk } from '../site.ts';

/** Who plays the agent: one who has nothing to do. The story needs the site to itself, for any other phone that is there
 * may be rung in place of the story's.
 * @throws CliError where one is, or nobody is free */
export function chooseAgent(
  { agents }: Pick<OwnAsterisk, 'agents'>,
  states: readonly AgentState[],
): { readonly id: string; readonly secret: string } {
  const there = states
    .filter(({ role, device }) => role === 'agent' && device !== 'offline')
    .map(({ id }) => id);
  if (there.length > 0) {
    throw new CliError(
      `phones are registered that would ring instead of the demo's: ${there.join(', ')}`,
      'unregister them, or run the demo on a site of its own: sansheng demo --port-base 15460',
    );
  }
  const busy = new Set(
    states
      .filter(({ doing, availability }) => doing.is !== 'free' || availability.is !== 'loggedIn')
      .map(({ id }) => id),
  );
  const candidates = agents.filter(({ role }) => role === 'agent');
  if (candidates.length === 0)
    throw new CliError('the site has no agents', 'add at least one to sansheng.yaml');
  const free = candidates.find(({ id }) => !busy.has(id));
  if (!free) {
    throw new CliError(
      'every agent of the site is busy or signed out',
      'see with `sansheng agents` what they do, and try again later',
    );
  }
  return free;
}
