import type { Instant } from '../../../src/sipkit/index.ts';
import type { Evidence, Violation } from './audits/evidence.ts';
import { deadAirInFaults } from './audits/sound-audits.ts';
import type { LegRecord } from './leg-record.ts';
import { MUSIC_HZ } from './tones.ts';

const AROUND_MS = 12_000;
/** Shorter spans are left out of a story. */
const LEAST_SPAN_MS = 300;
const FAULTS_BEFORE_MS = 30_000;
const FAULTS_AFTER_MS = 2000;

/** How many, and how long. */
export interface Figures {
  readonly count: number;
  readonly medianMs: number;
  readonly worstMs: number;
}

export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  return { count: sorted.length, medianMs: sorted[sorted.length >> 1] ?? 0, worstMs: sorted.at(-1) ?? 0 };
}

/** From death to control where the engine was killed; else from the end of the fault. */
export function timesToControl({ impairments }: Evidence): Map<string, Figures> {
  const times = new Map<string, number[]>();
  for (const { fault, from, overAt, controlAt } of impairments) {
    if (controlAt === undefined || overAt === undefined) continue;
    const since = /killed|ended/.test(fault) ? from : overAt;
    times.set(fault, [...(times.get(fault) ?? []), controlAt - since]);
  }
  return new Map([...times].map(([fault, all]) => [fault, figuresOf(all)]));
}

/** What is printed of a run. */
export class Report {
  readonly #evidence: Evidence;
  readonly #startedAt: Instant;

  constructor(evidence: Evidence, startedAt: Instant) {
    this.#evidence = evidence;
    this.#startedAt = startedAt;
  }

  /** Since the beginning, as 12:34.5. */
  moment(at: Instant): string {
    const seconds = (at - this.#startedAt) / 1000;
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
  }

  counts(): string[] {
    const { records, faults, calls, callbacks } = this.#evidence;
    const of = (role: LegRecord['role']) => records.filter((record) => record.role === role).length;
    const promised = records.filter(({ prompts }) =>
      prompts.some(({ name }) => name.startsWith('hold.promise')),
    );
    const kinds = new Map<string, number>();
    for (const { name, detail } of faults) {
      const key = /^(no |nobody |could not|the engine was away)/.test(detail)
        ? `${name} (not done: ${detail})`
        : name;
      kinds.set(key, (kinds.get(key) ?? 0) + 1);
    }
    return [
      `legs: ${of('caller')} of callers, ${of('agent')} of agents, ${of('customer')} of customers called back`,
      `store: ${calls.length} calls, ${callbacks.length} callbacks; ${promised.length} callers heard a promise`,
      'faults:',
      ...[...kinds].sort().map(([name, count]) => `  ${String(count).padStart(4)}  ${name}`),
    ];
  }

  times(): string[] {
    const line = (name: string, { count, medianMs, worstMs }: Figures) =>
      `  ${name.padEnd(34)} ${String(count).padStart(4)} times, median ${seconds(medianMs)}, worst ${seconds(worstMs)}`;
    const silent = figuresOf(deadAirInFaults(this.#evidence));
    return [
      'time to control (from the death of the engine or of Asterisk; else from the end of the fault):',
      ...[...timesToControl(this.#evidence)].sort().map(([fault, figures]) => line(fault, figures)),
      'dead air over 5 s while the engine was not in control, by a fault:',
      line('', silent),
    ];
  }

  violations(all: readonly Violation[]): string[] {
    const kinds = new Map<string, number>();
    for (const { kind } of all) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return [
      `violations: ${all.length}${[...kinds].map(([kind, count]) => `, ${kind} ${count}`).join('')}`,
      ...all.flatMap((each, i) => {
        const before = all
          .slice(0, i)
          .some(({ kind, number }) => kind === each.kind && number === each.number);
        return before
          ? [`- ${this.moment(each.at)} ${each.kind} ${each.number} again: ${each.what}`]
          : this.#story(each);
      }),
    ];
  }

  #story({ kind, at, number, what }: Violation): string[] {
    const legs = this.#evidence.records.filter(
      (record) =>
        record.number === number && record.invitedAt < at + AROUND_MS && record.endedAt > at - AROUND_MS,
    );
    const faults = this.#evidence.faults.filter(
      ({ from, to }) => to > at - FAULTS_BEFORE_MS && from < at + FAULTS_AFTER_MS,
    );
    return [
      `- ${this.moment(at)} ${kind} ${number}: ${what}`,
      ...legs.map((leg) => `    ${this.#heard(leg, at)}`),
      ...faults.map(
        ({ name, from, to, detail }) =>
          `    fault ${this.moment(from)} to ${this.#end(to)} ${name} ${detail}`,
      ),
    ];
  }

  #heard(leg: LegRecord, at: Instant): string {
    const near = leg.spans.filter(
      ({ from, to }) => to > at - AROUND_MS && from < at + AROUND_MS && to - from >= LEAST_SPAN_MS,
    );
    const spans = near.map(({ what, from }) => `${this.moment(from)} ${nameOf(what)}`).join(', ');
    const marks = leg.marks.map(
      (mark) => `${this.moment(mark.at)} ${mark.what}${mark.detail ? ` ${mark.detail}` : ''}`,
    );
    const answered =
      leg.answeredAt === undefined ? 'not answered' : `answered ${this.moment(leg.answeredAt)}`;
    const end = leg.lostAt === undefined ? JSON.stringify(leg.end) : 'lost';
    return `${leg.role}${leg.agent ? ` ${leg.agent}` : ''}: INVITE ${this.moment(leg.invitedAt)}, ${answered}; heard ${spans || 'nothing'}; did ${marks.slice(-6).join(', ') || 'nothing'}; ended ${this.moment(leg.endedAt)} ${end}`;
  }

  #end(to: Instant): string {
    return Number.isFinite(to) ? this.moment(to) : 'the end';
  }
}

function nameOf(what: LegRecord['spans'][number]['what']): string {
  if (what === MUSIC_HZ) return 'music';
  return typeof what === 'number' ? `tone ${what}` : what;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
