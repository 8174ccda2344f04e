import type { Standard } from '../../../src/core/standard/standard.ts';
import { aTalk, type Talk } from './call-fixtures.ts';
import type { AgentPerson } from './people.ts';
import type { Scenario } from './scenario.ts';
import type { Staff } from './site.ts';
import { aStandard, ESCALATION, seconds } from './standard.ts';

/** Agents, one of whom speaks every language, a complaints agent and two supervisors. */
export const STAFF: readonly Staff[] = [
  { id: '8001', languages: ['zh'] },
  { id: '8002', languages: ['zh', 'yue', 'en'] },
  { id: '8800', role: 'complaints', languages: ['zh', 'yue', 'en'] },
  { id: '8900', role: 'supervisor', languages: ['zh', 'yue', 'en'] },
  { id: '8901', role: 'supervisor', languages: ['zh'] },
];

export const WITH_ESCALATION: Standard = aStandard(ESCALATION);

/** The greeting of the colleague who takes over. */
export const TRANSFERRED = (agent: string): string[] => [
  'company',
  'greeting.agent',
  ...[...agent].map((digit) => `digit.${digit}`),
  'greeting.serving',
];

/** Agent 8001 presses a key in a talk; the colleague is registered and picks up after two seconds. */
export async function transferTo(
  s: Scenario,
  keys: string,
  colleague: string,
): Promise<Talk & { colleague: AgentPerson }> {
  const there = s.agent(colleague).registered().answersAfter(seconds(2));
  const talk = await aTalk(s);
  talk.agent.presses(keys);
  await s.after(100);
  return { ...talk, colleague: there };
}

/** The same, but no colleague is registered. */
export async function transferToNobody(s: Scenario, keys: string): Promise<Talk> {
  const talk = await aTalk(s);
  await pressesTwice(s, talk.agent, keys);
  return talk;
}

/** A code that ends the call, for the agent hears that it has to be pressed again; any other one once. */
export async function pressesTwice(s: Scenario, agent: AgentPerson, keys: string): Promise<void> {
  agent.presses(keys);
  if (ENDS_CALL.includes(keys)) {
    await s.after(seconds(2));
    agent.presses(keys);
    await s.after(400);
  }
  await s.after(100);
}

const ENDS_CALL = ['*54', '*55'];

/** The types of all `record` events. */
export const recordTypes = (s: Scenario): unknown[] =>
  s.records.happened('record').map(({ detail }) => detail?.type);
