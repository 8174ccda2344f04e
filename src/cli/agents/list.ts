import { secondText } from '../../config/time-zone.ts';
import type { AgentState } from '../../core/agents/state.ts';
import { openReader } from '../../readers.ts';
import { type GlobalOptions, loadSurroundings } from '../context.ts';
import { print, table } from '../output.ts';

/** The heading of `agentRow`. */
export const AGENT_COLUMNS = ['agent', 'name', 'role', 'on duty', 'phone', 'doing', 'missed'];

/** What the agent says of being at work, and since when. */
function dutyText({ availability }: AgentState, timeZone: string): string {
  const since = `since ${secondText(availability.since, timeZone)}`;
  switch (availability.is) {
    case 'loggedIn':
      return `logged in ${since}`;
    case 'loggedOut':
      return `logged out ${since}`;
    case 'paused':
      return `paused ${since}: ${availability.name}`;
  }
}

/** One agent as a row; `missed`: calls in a row that were not picked up. */
export function agentRow(agent: AgentState, timeZone: string): string[] {
  const { doing } = agent;
  const what = 'call' in doing ? `${doing.is} ${doing.call}` : doing.is;
  const missed = agent.missed > 0 ? String(agent.missed) : '';
  return [agent.id, agent.name, agent.role, dutyText(agent, timeZone), agent.device, what, missed];
}

/** `sansheng agents` */
export async function agents(options: GlobalOptions): Promise<void> {
  const { paths, timeZone } = loadSurroundings(options);
  const store = await openReader(paths);
  const all = await store.agents();
  await store.close();
  print(options.json, all, () =>
    table(
      AGENT_COLUMNS,
      all.map((agent) => agentRow(agent, timeZone)),
    ),
  );
}
