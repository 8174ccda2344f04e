import type { NumberHistory } from '../../../src/core/callback/dial-policy.ts';
import type { CallbackEvent } from '../../../src/core/callback/input.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { createCallback, stepCallback } from '../../../src/core/callback/step.ts';
import type { Step } from '../../../src/core/effects.ts';
import type { Fact } from '../../../src/core/facts.ts';
import type { AttemptOutcome, CallbackKind, CallbackRequest } from '../../../src/core/model/callback.ts';
import type { OutgoingCall } from '../../../src/core/model/outgoing-call.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { CUSTOMER, CUSTOMER_E164, LINE, rulesOf } from './rules.ts';

/** 2026-03-02 10:00 in Shanghai. */
export const PROMISED_AT = Date.UTC(2026, 2, 2, 2);

export function aPromise(kind: CallbackKind, more: Partial<CallbackRequest> = {}): CallbackRequest {
  return {
    kind,
    number: CUSTOMER_E164,
    dialled: CUSTOMER,
    line: LINE,
    standard: 'strict',
    language: 'zh',
    from: 'c1',
    place: PROMISED_AT - 60_000,
    ...more,
  };
}

/** One callback, driven by hand. Its wall clock moves with `after`. */
export class CallbackDrive {
  state: CallbackState;
  last: Step<CallbackState>;
  wall = PROMISED_AT;
  readonly facts: Fact[] = [];
  rules: Rules;

  constructor(
    kind: CallbackKind,
    rules: Rules = rulesOf(),
    more: Partial<CallbackRequest> = {},
    history: NumberHistory = {},
  ) {
    this.rules = rules;
    this.last = createCallback('b1', aPromise(kind, more), this.#now(), rules, history);
    this.state = this.last.state;
    this.facts.push(...this.last.facts);
  }

  give(event: CallbackEvent): this {
    this.last = stepCallback(this.state, { ...event, at: this.#now() }, this.rules);
    this.state = this.last.state;
    this.facts.push(...this.last.facts);
    return this;
  }

  /** From now on these hold too. */
  under(rules: Partial<Rules>): this {
    this.rules = { ...this.rules, ...rules };
    return this;
  }

  after(ms: number): this {
    this.wall += ms;
    return this.give({ type: 'deadline' });
  }

  /** The wall clock reaches the time at which it is due. */
  due(): this {
    return this.after(Math.max(this.state.dueAt - this.wall, 0));
  }

  /** @param history what is known of the number by then */
  offered(agent = '8001', history: NumberHistory = {}): this {
    const call = `b1.${this.state.attempts.length + 1}`;
    return this.give({ type: 'agentOffered', agent, call, salutation: 'morning', history });
  }

  /** The call that the last step has placed. */
  get placed(): OutgoingCall | undefined {
    return this.last.tells.flatMap((tell) => (tell.to === 'newCall' ? [tell.call] : []))[0];
  }

  ended(outcome: AttemptOutcome): this {
    const call = this.state.attempts.at(-1)?.call ?? '';
    return this.give({ type: 'attemptEnded', call, outcome });
  }

  /** Due if it has to be, an agent, and this is how it went. */
  attempt(outcome: AttemptOutcome): this {
    if (this.state.status.is === 'scheduled') this.due();
    return this.offered().ended(outcome);
  }

  events(name: string): Fact[] {
    return this.facts.filter((fact) => fact.kind === 'event' && fact.name === name);
  }

  #now() {
    return { mono: this.wall - PROMISED_AT + 1000, wall: this.wall };
  }
}
