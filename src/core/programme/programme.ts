import type { Language, ProgrammeId } from '../ids.ts';
import type { Timestamp } from '../time.ts';
import { isRowDone, type ProgrammeState, type RowState } from './state.ts';
import type { TemplateName } from './templates.ts';
import { TEMPLATES } from './templates.ts';

/** A new programme, as somebody asks for it. */
export interface ProgrammeWish {
  readonly name: string;
  readonly template: TemplateName;
  readonly line: string;
  readonly standard: string;
  readonly language: Language;
  readonly schedule: string | null;
  /** Absent: as the template has it. */
  readonly everyDays?: number;
  /** Null: there is no second call. */
  readonly secondAfterDays?: number | null;
  readonly by: string;
}

export function newProgramme(
  id: ProgrammeId,
  wish: ProgrammeWish,
  at: Timestamp,
  nextRoundAt: number | null,
): ProgrammeState {
  const { everyDays, secondAfterDays } = TEMPLATES[wish.template];
  return {
    everyDays,
    secondAfterDays,
    ...wish,
    id,
    madeAt: at.wall,
    nextRoundAt,
    status: { is: 'running' },
  };
}

/** The schedule's time has come. If the engine missed earlier times, this counts once for all of them. */
export function isScheduledRun({ status, nextRoundAt }: ProgrammeState, wall: number): boolean {
  return status.is === 'running' && nextRoundAt !== null && nextRoundAt <= wall;
}

/** The row's day has come, and the schedule's time. Without a schedule the day alone decides. */
export function isReleased(row: RowState, programme: ProgrammeState, wall: number): boolean {
  if (programme.status.is !== 'running' || row.status.is !== 'waiting' || row.status.until > wall)
    return false;
  return programme.schedule === null || isScheduledRun(programme, wall);
}

/** UTC ms at which the programme next needs the clock, or null. */
export function programmeDeadline(
  programme: ProgrammeState,
  rows: Iterable<RowState>,
  wall: number,
): number | null {
  const { lookAgainAt = 0 } = programme;
  let next = lookAgainAt > wall ? lookAgainAt : Number.POSITIVE_INFINITY;
  const running = programme.status.is === 'running';
  if (running && programme.nextRoundAt !== null) next = Math.min(next, programme.nextRoundAt);
  for (const { status } of rows) {
    // a late row has its verdict already, or gets it at the end of the current call
    if ('by' in status && status.by !== null && status.by >= wall) next = Math.min(next, status.by + 1);
    if (!running) continue;
    if (status.is === 'due' && status.from > wall) next = Math.min(next, status.from);
    if (status.is === 'waiting' && programme.schedule === null) next = Math.min(next, status.until);
  }
  return Number.isFinite(next) ? next : null;
}

/** An order for a programme. */
export type ProgrammeOrder = 'pause' | 'resume' | 'cancel';

/** The programme after the order, or null if the order means nothing to it. */
export function ordered(
  programme: ProgrammeState,
  order: ProgrammeOrder,
  by: string,
  at: Timestamp,
): ProgrammeState | null {
  const { is } = programme.status;
  if (order === 'pause' && is === 'running') return { ...programme, status: { is: 'paused', by } };
  if (order === 'resume' && is === 'paused') return { ...programme, status: { is: 'running' } };
  if (order === 'cancel' && (is === 'running' || is === 'paused')) {
    return { ...programme, nextRoundAt: null, status: { is: 'cancelled', at: at.wall, by } };
  }
  return null;
}

/** Finished if every row has its outcome. */
export function finished(programme: ProgrammeState, rows: Iterable<RowState>, at: Timestamp): ProgrammeState {
  if (programme.status.is !== 'running' && programme.status.is !== 'paused') return programme;
  for (const row of rows) if (!isRowDone(row)) return programme;
  return { ...programme, nextRoundAt: null, status: { is: 'finished', at: at.wall } };
}
