import { describe, expect, it } from 'vitest';
import type { CallbackEvent } from '../../../src/core/callback/input.ts';
import type { OperatorOrder } from '../../../src/core/callback/operator-orders.ts';
import { OUTCOME_RULES } from '../../../src/core/callback/outcome-rules.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { createCallback, stepCallback } from '../../../src/core/callback/step.ts';
import {
  CALLBACK_TRANSITIONS,
  type CallbackTrigger,
  INITIAL_STATES,
  isLegal,
  STATES,
  type StateName,
} from '../../../src/core/callback/table.ts';
import type { AttemptOutcome, CallbackKind } from '../../../src/core/model/callback.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { aPromise, CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { rulesOf } from '../support/rules.ts';

const standard = aStandard({ 'callback.done': {}, 'callback.appointment': {}, 'callback.purpose': {} });
const HOUR = minutes(60);

/** The hours as they may be. */
const RULES: readonly Rules[] = [
  rulesOf(standard),
  rulesOf(standard, { nextCallingTime: (_line, wall) => Math.ceil(wall / HOUR) * HOUR + 1 }),
  rulesOf(standard, { nextCallingTime: () => null }),
  rulesOf(standard, {
    mayDial: () => ({ refused: 'doNotCall', e164: null }),
  }),
  rulesOf(standard, { dialLimits: () => ({ holdBackAfter: 0 }) }),
];

const open = (kind: CallbackKind) => new CallbackDrive(kind, RULES[0]);
const blocked = ({ state }: CallbackDrive): CallbackState => ({
  ...state,
  status: { is: 'blocked', why: 'manyWishes' },
});
const given = (state: CallbackState, event: CallbackEvent) =>
  stepCallback(state, { ...event, at: { mono: 0, wall: PROMISED_AT } }, RULES[0] as Rules).state;

/** Callbacks in every state, and in some of them in more than one way. */
const CALLBACKS: Readonly<Record<StateName, readonly CallbackState[]>> = {
  scheduled: [
    open('promised').state,
    open('queue').attempt('busy').state,
    open('queue').attempt('open').state,
  ],
  due: [
    open('queue').state,
    open('complaint').state,
    open('promised').due().state,
    open('queue').attempt('open').due().state,
  ],
  attempting: [
    open('queue').offered().state,
    open('promised').due().offered().state,
    open('queue')
      .offered()
      .give({ type: 'joined', request: aPromise('queue') }).state,
    open('queue')
      .offered()
      .give({
        type: 'joined',
        request: aPromise('appointment', { dueAt: PROMISED_AT + 2 * HOUR, from: 'b1.1' }),
      }).state,
    given(blocked(open('queue')), { type: 'customerRang', call: 'b1.1' }),
  ],
  blocked: [blocked(open('queue')), blocked(open('promised')), blocked(open('queue').attempt('open'))],
  settled: [open('queue').attempt('resolved').state],
  failed: [new CallbackDrive('queue', RULES[3]).offered().state],
  cancelled: [open('queue').give({ type: 'ordered', order: { do: 'cancel', why: 'x' }, by: 'li' }).state],
};

const ORDERS: readonly OperatorOrder[] = [
  { do: 'assign', agent: '8001' },
  { do: 'assign', agent: null },
  { do: 'callNow' },
  { do: 'reschedule', dueAt: PROMISED_AT + 3 * HOUR + 1 },
  { do: 'reschedule', dueAt: PROMISED_AT - HOUR },
  { do: 'settle', why: 'x' },
  { do: 'cancel', why: 'x' },
  { do: 'release' },
];

const EVENTS: readonly CallbackEvent[] = [
  { type: 'deadline' },
  { type: 'agentOffered', agent: '8001', call: 'b1.7', salutation: 'morning' },
  { type: 'customerRang', call: 'c9' },
  { type: 'superseded', call: 'c9' },
  { type: 'superseded', call: null },
  ...['b1.1', 'b1.99'].flatMap((call) =>
    Object.keys(OUTCOME_RULES).map((outcome) => ({
      type: 'attemptEnded' as const,
      call,
      outcome: outcome as AttemptOutcome,
    })),
  ),
  ...(['queue', 'promised', 'followUp', 'appointment', 'complaint'] as const).flatMap((kind) =>
    [{}, { dueAt: PROMISED_AT }, { dueAt: PROMISED_AT + 3 * HOUR }].map((more) => ({
      type: 'joined' as const,
      request: aPromise(kind, more),
    })),
  ),
  ...['b1.1', 'b1.99', 'c1'].map((call) => ({ type: 'resultChanged' as const, call, agent: '8001' })),
  { type: 'corrected', number: '+8613912345678', dialled: '13912345678' },
  ...ORDERS.map((order) => ({ type: 'ordered' as const, order, by: 'li' })),
];

const nameOf = (event: CallbackEvent): CallbackTrigger =>
  event.type === 'ordered' ? event.order.do : event.type;

/** What happened, from which state to which. */
const seen = new Set<string>();
const WALLS = [PROMISED_AT, PROMISED_AT + minutes(26), PROMISED_AT + 5 * HOUR, PROMISED_AT - 2 * HOUR];

function everything(state: CallbackState, event: CallbackEvent): void {
  for (const rules of RULES) {
    for (const wall of WALLS) {
      const step = stepCallback(state, { ...event, at: { mono: wall, wall } }, rules);
      const what = `${nameOf(event)} ${JSON.stringify(event)} in ${JSON.stringify(state.status)} at ${wall}`;
      if (step.unexpected) {
        expect(step, what).toEqual({ state, commands: [], tells: [], facts: [], unexpected: true });
        continue;
      }
      const to = step.state.status.is;
      expect(CALLBACK_TRANSITIONS[nameOf(event)][state.status.is], what).toContain(to);
      seen.add(`${nameOf(event)}: ${state.status.is} -> ${to}`);
      // nothing ends without an outcome on record
      const ended = step.facts.filter(
        (fact) =>
          fact.kind === 'event' &&
          ['callbackSettled', 'callbackFailed', 'callbackCancelled'].includes(fact.name),
      );
      const over = ['settled', 'failed', 'cancelled'];
      expect(ended, what).toHaveLength(over.includes(to) && !over.includes(state.status.is) ? 1 : 0);
      // nobody is dialled but in an attempt, and then once
      const calls = step.tells.filter((tell) => tell.to === 'newCall');
      expect(calls, what).toHaveLength(to === 'attempting' && event.type === 'agentOffered' ? 1 : 0);
    }
  }
}

describe('callback.done: the one life of all callbacks', () => {
  describe.each(STATES)('%s', (is) => {
    it.each(EVENTS.map((event) => [nameOf(event), event] as const))('%s', (name, event) => {
      for (const state of CALLBACKS[is]) {
        expect(state.status.is).toBe(is);
        everything(state, event);
      }
      if (!isLegal(name, is)) expect([...seen].some((one) => one.startsWith(`${name}: ${is} `))).toBe(false);
    });
  });

  it('leads wherever the table says, and nowhere else', () => {
    const listed = Object.entries(CALLBACK_TRANSITIONS).flatMap(([name, from]) =>
      Object.entries(from).flatMap(([is, to]) => to.map((each) => `${name}: ${is} -> ${each}`)),
    );
    expect([...seen].toSorted()).toEqual(listed.toSorted());
  });

  it('begins as the table says', () => {
    const begun = RULES.flatMap((rules) =>
      (['queue', 'promised'] as const).map(
        (kind) => createCallback('b1', aPromise(kind), { mono: 0, wall: PROMISED_AT }, rules).state.status.is,
      ),
    );
    expect(new Set(begun)).toEqual(new Set(INITIAL_STATES));
  });
});
