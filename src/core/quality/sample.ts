import type { AgentId, CallId } from '../ids.ts';

/** The selection of a line's conversations to record. */
export type RecordingMode = 'off' | 'all' | 'sample';

/** The share of calls that a line with `sample` records. */
const SAMPLE_SHARE = 0.25;

/** 32 bits that change completely with any change of the text (FNV-1a, and a final mix): a random choice that is repeatable. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (const char of text) bits = Math.imul(bits ^ (char.codePointAt(0) ?? 0), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** quality.check: whether the engine records a call. The choice is fair, because a call's id does not depend on its parties. */
export function isRecorded(mode: RecordingMode, call: CallId): boolean {
  if (mode !== 'sample') return mode === 'all';
  return hash(call) / 2 ** 32 < SAMPLE_SHARE;
}

/** A recorded call with one of its agents. */
export interface Recorded {
  readonly call: CallId;
  readonly agent: AgentId;
}

/** quality.check: `perWeek` of each agent's recorded calls, or all where there are no more. Every call has the same chance, and
 * whoever asks again, in any order, gets the same ones.
 * @param week its name, `2026-W47` */
export function weeklySample<R extends Recorded>(
  recorded: readonly R[],
  week: string,
  perWeek: (call: R) => number,
): R[] {
  const agents = [...new Set(recorded.map(({ agent }) => agent))].toSorted();
  return agents.flatMap((agent) => {
    const drawn = recorded
      .filter((one) => one.agent === agent)
      .map((one) => ({ one, lot: hash(`${week} ${agent} ${one.call}`) }))
      .toSorted((a, b) => a.lot - b.lot || a.one.call.localeCompare(b.one.call));
    return drawn.filter(({ one }, place) => place < perWeek(one)).map(({ one }) => one);
  });
}
