import { openReader } from '../compose.ts';
import type { AgentState } from '../core/agents/state.ts';
import { type GlobalOptions, lookAround } from './context.ts';
import { print, table } from './output.ts';

/** One agent as a row: extension, name, phone, doing. */
export function agentRow(agent: AgentState): string[] {
  const { doing } = agent;
  const what = 'call' in doing ? `${doing.is} ${doing.call}` : doing.is;
  return [agent.id, agent.name, agent.device, what];
}

/** `sansheng agents` */
export async function agents(options: GlobalOptions): Promise<void> {
  const store = await openReader(lookAround(options).paths);
  const all = await store.agents();
  await store.close();
  print(options.json, all, () => table(['agent', 'name', 'phone', 'doing'], all.map(agentRow)));
}
