import { secondText } from '../../config/time-zone.ts';
import type { AgentState } from '../../core/agents/state.ts';
import type { PhoneRefusal } from '../../core/legs.ts';
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

const REFUSALS: Readonly<Record<PhoneRefusal, string>> = {
  doNotDisturb: 'refused at once (do not disturb?)',
  forwards: 'sends its calls on',
  noSound: 'takes no G.711 (SRTP only?)',
  noReply: 'gave no answer',
};

/** The state of the phone, and why it did not ring when it was last called. */
function phoneText({ device, refusal }: AgentState, timeZone: string): string {
  if (refusal === undefined) return device;
  return `${device}; ${REFUSALS[refusal.why]} at ${secondText(refusal.at, timeZone)}`;
}

/** One agent as a row; `missed`: calls in a row that were not picked up. */
export function agentRow(agent: AgentState, timeZone: string): string[] {
  const { doing } = agent;
  const what = 'call' in doing ? `${doing.is} ${doing.call}` : doing.is;
  const missed = agent.missed > 0 ? String(agent.missed) : '';
  return [
    agent.id,
    agent.name,
    agent.role,
    dutyText(agent, timeZone),
    phoneText(agent, timeZone),
    what,
    missed,
  ];
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
