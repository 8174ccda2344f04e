import type { Standard } from '../../../src/core/standard/standard.ts';
import type { AgentPerson } from './people.ts';
import type { Story } from './scenario.ts';
import { aTalk, type Talk } from './scenes.ts';
import type { Staff } from './site.ts';
import { aStandard, PEOPLE, seconds } from './standard.ts';

/** Agents, one of whom speaks every language, a complaints desk and two supervisors. */
export const STAFF: readonly Staff[] = [
  { id: '8001', languages: ['zh'] },
  { id: '8002', languages: ['zh', 'yue', 'en'] },
  { id: '8800', role: 'complaints', languages: ['zh', 'yue', 'en'] },
  { id: '8900', role: 'supervisor', languages: ['zh', 'yue', 'en'] },
  { id: '8901', role: 'supervisor', languages: ['zh'] },
];

export const WITH_PEOPLE: Standard = aStandard(PEOPLE);

/** What a caller is greeted with by whoever takes over. */
export const TRANSFERRED = (agent: string): string[] => [
  'company',
  'greeting.agent',
  ...[...agent].map((digit) => `digit.${digit}`),
  'greeting.serving',
];

/** Somebody is at this desk and picks up after two seconds; in the talk with 8001 a key has been pressed. */
export async function handedOver(
  s: Story,
  keys: string,
  desk: string,
): Promise<Talk & { desk: AgentPerson }> {
  const there = s.agent(desk).registered().answersAfter(seconds(2));
  const talk = await aTalk(s);
  talk.agent.presses(keys);
  await s.after(100);
  return { ...talk, desk: there };
}

/** The same with nobody there. */
export async function inVain(s: Story, keys: string): Promise<Talk> {
  const talk = await aTalk(s);
  talk.agent.presses(keys);
  await s.after(100);
  return talk;
}

/** The types of what is on record. */
export const types = (s: Story): unknown[] => s.records.happened('record').map(({ detail }) => detail?.type);
