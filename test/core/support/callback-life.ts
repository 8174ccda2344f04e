import fc from 'fast-check';
import { expect } from 'vitest';
import type { CallbackEvent } from '../../../src/core/callback/input.ts';
import { callbackDeadline } from '../../../src/core/callback/on-deadline.ts';
import type { OperatorOrder } from '../../../src/core/callback/operator-orders.ts';
import { OUTCOME_RULES } from '../../../src/core/callback/outcome-rules.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { createCallback, stepCallback } from '../../../src/core/callback/step.ts';
import type { Step } from '../../../src/core/effects.ts';
import type { Fact } from '../../../src/core/facts.ts';
import type { AttemptOutcome, CallbackKind } from '../../../src/core/model/callback.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { aPromise, PROMISED_AT } from './callback-drive.ts';
import { nextCallingTime } from './hours.ts';
import { rulesOf } from './rules.ts';

export const HOUR = minutes(60);

export const KINDS: readonly CallbackKind[] = [
  'queue',
  'promised',
  'appointment',
  'complaint',
  'requested',
  'away',
];

export const RULES: Rules = rulesOf(
  aStandard({ 'callback.done': {}, 'callback.appointment': {}, 'callback.purpose': {} }),
  { nextCallingTime },
);

export type Action =
  | { readonly does: 'wait' | 'jump'; readonly ms: number }
  | { readonly does: 'offer'; readonly agent: number }
  | { readonly does: 'end'; readonly outcome: AttemptOutcome; readonly stale: boolean }
  | { readonly does: 'order'; readonly order: OperatorOrder; readonly inMs: number }
  | { readonly does: 'join'; readonly kind: CallbackKind; readonly inMs: number | null }
  | { readonly does: 'rings' };

const just = <T extends string>(does: T) => fc.constant(does);

const ms = fc.oneof(fc.integer({ min: 0, max: minutes(1) }), fc.integer({ min: 0, max: 12 * HOUR }));

export const inMs = fc.integer({ min: -HOUR, max: 30 * HOUR });

const orders = fc.constantFrom<OperatorOrder>(
  { do: 'assign', agent: '8002' },
  { do: 'assign', agent: null },
  { do: 'callNow' },
  { do: 'reschedule', dueAt: 0 },
  { do: 'release' },
  { do: 'settle', why: 'x' },
  { do: 'cancel', why: 'x' },
);

const outcomes = fc.constantFrom(...(Object.keys(OUTCOME_RULES) as AttemptOutcome[]));

export const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: just('wait'), ms }) },
  { weight: 8, arbitrary: fc.record({ does: just('offer'), agent: fc.nat({ max: 2 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: just('end'),
      outcome: outcomes,
      stale: fc.constantFrom(false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: just('order'), order: orders, inMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: just('join'),
      kind: fc.constantFrom(...KINDS),
      inMs: fc.option(inMs),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: just('rings') }) },
);

export const jumps: fc.Arbitrary<Action> = fc.record({
  does: just('jump'),
  ms: fc.integer({ min: -20 * HOUR, max: 20 * HOUR }),
});

/** A callback and a clock. What it is told, it takes; after each step it is read back from what would have been stored. */
export class CallbackLife {
  state: CallbackState;
  wall: number;
  readonly facts: Fact[] = [];
  readonly dialled: string[] = [];
  /** When it was told something while an attempt was under way. */
  readonly tried: number[] = [];
  #asked = 0;

  constructor(kind: CallbackKind, inMs: number | null, hours: CallbackState['hours'] | null) {
    this.wall = PROMISED_AT;
    const when = inMs === null ? {} : { dueAt: this.wall + inMs };
    const wish = aPromise(kind, { ...when, ...(hours ? { hours } : {}) });
    this.state = this.#take(createCallback('b1', wish, this.#now(), RULES));
  }

  #now() {
    return { mono: 0, wall: this.wall };
  }

  #take(step: Step<CallbackState>): CallbackState {
    this.facts.push(...step.facts);
    for (const tell of step.tells) {
      if (tell.to !== 'newCall') continue;
      // callback.purpose, callback.appointment: nobody is dialled outside the hours, nor twice for one attempt
      const { agreedAt, hours } = step.state;
      const wished = agreedAt === null ? hours : undefined;
      expect(nextCallingTime('', this.wall, wished), 'dialled outside calling hours').toBe(this.wall);
      expect(this.dialled).not.toContain(tell.call.id);
      this.dialled.push(tell.call.id);
    }
    const kept: CallbackState = JSON.parse(JSON.stringify(step.state));
    expect(kept).toEqual(step.state);
    this.#holds(kept);
    return kept;
  }

  /** Never lost: it has ended, or something is known to come. */
  #holds(state: CallbackState): void {
    const { status } = state;
    if (status.is !== 'scheduled') return;
    expect(Number.isFinite(state.dueAt)).toBe(true);
    expect(callbackDeadline(state, RULES) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(state.dueAt);
    expect(nextCallingTime('', state.dueAt), 'scheduled outside calling hours').toBe(state.dueAt);
  }

  give(event: CallbackEvent): void {
    if (this.state.status.is === 'attempting') this.tried.push(this.wall);
    this.state = this.#take(stepCallback(this.state, { ...event, at: this.#now() }, RULES));
  }

  /** Lets time pass; it is looked at whenever it wants to be. */
  wait(ms: number): void {
    const end = this.wall + ms;
    for (let looks = 0; ; looks += 1) {
      const due = callbackDeadline(this.state, RULES);
      if (due === null || due > end) break;
      expect(looks, 'it wants to be looked at again and again').toBeLessThan(200);
      this.wall = Math.max(due, this.wall);
      this.give({ type: 'deadline' });
    }
    this.wall = end;
    this.give({ type: 'deadline' });
  }

  perform(one: Action): void {
    switch (one.does) {
      case 'wait':
        this.wait(one.ms);
        break;
      case 'jump':
        this.wall += one.ms;
        this.give({ type: 'deadline' });
        break;
      case 'offer':
        this.offer(`800${one.agent + 1}`);
        break;
      case 'end':
        this.end(one.outcome, one.stale);
        break;
      case 'order': {
        const { order } = one;
        const wanted = order.do === 'reschedule' ? { ...order, dueAt: this.wall + one.inMs } : order;
        this.give({ type: 'ordered', order: wanted, by: 'li' });
        break;
      }
      case 'join': {
        const when = one.inMs === null ? {} : { dueAt: this.wall + one.inMs };
        this.give({ type: 'joined', request: aPromise(one.kind, { from: 'c2', ...when }) });
        break;
      }
      case 'rings':
        this.#asked += 1;
        this.give({ type: 'customerRang', call: `c-in-${this.#asked}` });
        break;
    }
  }

  offer(agent: string): void {
    const call = `b1.${this.state.attempts.length + 1}`;
    this.give({ type: 'agentOffered', agent, call, salutation: 'morning' });
  }

  end(outcome: AttemptOutcome, stale = false): void {
    const call = this.state.attempts.at(stale ? 0 : -1)?.call ?? 'b1.0';
    this.give({ type: 'attemptEnded', call, outcome });
  }

  named(name: string): Fact[] {
    return this.facts.filter((fact) => fact.kind === 'event' && fact.name === name);
  }
}
