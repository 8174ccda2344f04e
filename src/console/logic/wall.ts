import type { LiveAnswer } from '../../web/live.ts';

type Call = LiveAnswer['calls'][number];
type Agent = LiveAnswer['agents'][number];

/** What an agent is at, in the order of the wall board. */
export const AGENT_GROUPS = [
  'free',
  'ringing',
  'talking',
  'wrapUp',
  'skipped',
  'paused',
  'offline',
  'loggedOut',
] as const;
/** What an agent is at. */
export type AgentGroup = (typeof AGENT_GROUPS)[number];

/** A call that rings or talks is told before anything that the agent has chosen; then who is not there at all. */
export function groupOf({ doing, availability, device }: Agent): AgentGroup {
  if (doing === 'ringing' || doing === 'talking' || doing === 'wrapUp') return doing;
  if (availability === 'loggedOut' || availability === 'paused') return availability;
  if (device === 'offline') return 'offline';
  return doing === 'skipped' ? 'skipped' : 'free';
}

/** Everybody by what they are at; groups with nobody are left out. */
export function agentsByGroup(
  agents: readonly Agent[],
): readonly (readonly [AgentGroup, readonly Agent[]])[] {
  return AGENT_GROUPS.map((group) => [group, agents.filter((one) => groupOf(one) === group)] as const).filter(
    ([, members]) => members.length > 0,
  );
}

/** Those who wait, by line: the line where somebody has waited longest first, in it the longest first. */
export function waitingByLine(calls: readonly Call[]): readonly (readonly [string, readonly Call[]])[] {
  const waiting = calls.filter(({ waitsSince }) => waitsSince !== null);
  const sorted = waiting.toSorted((a, b) => Date.parse(a.waitsSince ?? '') - Date.parse(b.waitsSince ?? ''));
  const lines = [...new Set(sorted.map(({ line }) => line))];
  return lines.map((line) => [line, sorted.filter((call) => call.line === line)] as const);
}

/** What the standard has done next for a customer who waits. */
export interface NextDue {
  readonly what: 'answer' | 'reassurance' | 'offer';
  /** Until then, ms; less than nothing where it is late. */
  readonly left: number;
}

/** @param now UTC ms */
export function nextDue({ due }: Call, now: number): NextDue | null {
  const all = (['answer', 'reassurance', 'offer'] as const).flatMap((what) => {
    const at = due[what];
    return at === null ? [] : [{ what, left: Date.parse(at) - now }];
  });
  return all.toSorted((a, b) => a.left - b.left)[0] ?? null;
}

/** The figures at the top of the wall board. `longest`: ms, null where nobody waits. */
export function wallFigures({ calls, agents }: Pick<LiveAnswer, 'calls' | 'agents'>, now: number) {
  const waits = calls.flatMap(({ waitsSince }) =>
    waitsSince === null ? [] : [now - Date.parse(waitsSince)],
  );
  const groups = agents.map(groupOf);
  const count = (group: AgentGroup) => groups.filter((one) => one === group).length;
  return {
    waiting: waits.length,
    longest: waits.length === 0 ? null : Math.max(...waits),
    talking: count('talking'),
    free: count('free'),
    there: groups.filter((one) => one !== 'offline' && one !== 'loggedOut').length,
  };
}
