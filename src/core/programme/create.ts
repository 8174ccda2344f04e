import type { Step } from '../effects.ts';
import type { Fact } from '../facts.ts';
import type { ProgrammeId } from '../ids.ts';
import type { Timestamp } from '../time.ts';
import type { ProgrammeRules } from './input.ts';
import { newProgramme, type ProgrammeWish } from './programme.ts';
import type { ProgrammeState } from './state.ts';

/** Makes a programme from an order. */
export function createProgramme(
  id: ProgrammeId,
  wish: ProgrammeWish,
  at: Timestamp,
  nextRound: ProgrammeRules['nextRound'],
): Step<ProgrammeState> {
  const { schedule, line, by } = wish;
  const next = schedule === null ? null : nextRound(schedule, line, at.wall);
  const state = newProgramme(id, wish, at, next);
  return { state, commands: [], tells: [], facts: [changed(state, at, by)], unexpected: false };
}

/** Tells what the programme is now. */
export function changed({ id, status }: ProgrammeState, at: Timestamp, who: string): Fact {
  const detail = { programme: id, is: status.is, who };
  return { kind: 'event', name: 'programmeChanged', at, by: 'engine', detail };
}
