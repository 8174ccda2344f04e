import { openReader } from '../compose.ts';
import type { AgentState } from '../core/agents/state.ts';
import { type GlobalOptions, lookAround } from './context.ts';
import { print, table } from './output.ts';

/** The heading of `agentRow`. */
export const AGENT_COLUMNS = ['agent', 'name', 'phone', 'doing', 'missed'];

/** One agent as a row; `missed`: calls in a row that were not picked up. */
export function agentRow(agent: AgentState): string[] {
  const { doing } = agent;
  const what = 'call' in doing ? `${doing.is} ${doing.call}` : doing.is;
  return [agent.id, agent.name, agent.device, what, agent.missed > 0 ? String(agent.missed) : ''];
}

/** `sansheng agents` */
export async function agents(options: GlobalOptions): Promise<void> {
  const store = await openReader(lookAround(options).paths);
  const all = await store.agents();
  await store.close();
  print(options.json, all, () => table(AGENT_COLUMNS, all.map(agentRow)));
}
