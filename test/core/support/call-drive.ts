import { expect } from 'vitest';
import { placeAlert } from '../../../src/core/call/alert-call.ts';
import { callDeadline } from '../../../src/core/call/deadline.ts';
import { type Arrival, arrive } from '../../../src/core/call/incoming-call.ts';
import type { CallEvent } from '../../../src/core/call/input.ts';
import { ALERT_MS } from '../../../src/core/call/moves/supervisor-alert.ts';
import { placeCallback } from '../../../src/core/call/outgoing-call.ts';
import type { Phase, PhaseName } from '../../../src/core/call/phase.ts';
import type { PreQueue } from '../../../src/core/call/pre-queue-state.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { isDone, stepCall } from '../../../src/core/call/step.ts';
import { nextPhases } from '../../../src/core/call/table.ts';
import type { Command } from '../../../src/core/commands.ts';
import type { Step, Tell } from '../../../src/core/effects.ts';
import type { ClauseFact, Fact } from '../../../src/core/facts.ts';
import type { LegId, PlaybackId } from '../../../src/core/ids.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { Recording } from '../../../src/core/model/call.ts';
import type { Placing } from '../../../src/core/model/outgoing-call.ts';
import type { Rules } from '../../../src/core/rules.ts';
import type { ClauseId } from '../../../src/core/standard/standard.ts';
import type { Timestamp } from '../../../src/core/time.ts';
import { CallInvariants } from './call-invariants.ts';
import { playingIn } from './playing.ts';
import { CUSTOMER, CUSTOMER_E164, LINE, rulesOf } from './rules.ts';

/** 2026-03-02 10:00 in Shanghai. */
const START: Timestamp = { mono: 500_000, wall: Date.UTC(2026, 2, 2, 2) };
/** From the order to play to the first sound. */
const START_MS = 2;

/** One call, driven by hand: `give` an input, let time pass with `after` (deadlines are given when due). Every step is
 * held against what holds for all calls. */
export class CallDrive {
  /** Every transition that any call has made so far. */
  static readonly seen = new Set<string>();
  state: CallState;
  at: Timestamp;
  last: Step<CallState>;
  readonly rules: Rules;
  readonly ledger: CallInvariants;
  readonly commands: Command[] = [];
  readonly tells: Tell[] = [];
  readonly facts: Fact[] = [];

  private constructor(first: Step<CallState>, at: Timestamp, rules: Rules, ledger: CallInvariants) {
    this.state = first.state;
    this.last = first;
    this.at = at;
    this.rules = rules;
    this.ledger = ledger;
  }

  /** A caller rings in. */
  static in(
    rules: Rules = rulesOf(),
    from = CUSTOMER,
    reception?: PreQueue,
    recording?: Recording,
    callback?: Arrival['callback'],
  ): CallDrive {
    const arrival = {
      id: 'c1',
      leg: 'in-1',
      line: LINE,
      from,
      language: 'zh',
      salutation: 'morning',
      ...(reception ? { preQueue: reception } : {}),
      ...(recording ? { recording } : {}),
      ...(callback ? { callback } : {}),
    } as const;
    const first = arrive(arrival, START, rules);
    return new CallDrive(first, START, rules, new CallInvariants('in-1')).#began(first);
  }

  /** A callback is placed, and agent 8001 rung for it. */
  static out(
    rules: Rules = rulesOf(),
    placing: Placing & { readonly kind?: 'satisfaction' } = {},
  ): CallDrive {
    const call = {
      id: 'b1.1',
      callback: 'b1',
      attempt: 1,
      kind: 'queue',
      since: START.wall - 6 * 60_000,
      place: START.wall - 7 * 60_000,
      ...placing,
      agent: '8001',
      number: CUSTOMER_E164,
      dialled: CUSTOMER,
      line: LINE,
      standard: rules.standard.name,
      language: 'zh',
      salutation: 'morning',
    } as const;
    const first = placeCallback(call, START, rules);
    return new CallDrive(first, START, rules, new CallInvariants(null)).#began(first);
  }

  /** An agent has raised an urgent alert. */
  static alert(rules: Rules = rulesOf()): CallDrive {
    const alert = {
      id: 'c1-alert',
      of: { raisedIn: 'c1', agent: '8001' },
      number: CUSTOMER_E164,
      dialled: CUSTOMER,
      line: LINE,
      standard: rules.standard.name,
      language: 'zh',
    } as const;
    const first = placeAlert(alert, START, rules);
    return new CallDrive(first, START, rules, new CallInvariants(null)).#began(first);
  }

  #began(first: Step<CallState>): this {
    this.ledger.take(null, null, first);
    this.#keep(first);
    return this;
  }

  /** The same call, to try something on. */
  copy(): CallDrive {
    const copy = new CallDrive(this.last, this.at, this.rules, this.ledger.copy());
    copy.state = this.state;
    copy.commands.push(...this.commands);
    copy.tells.push(...this.tells);
    copy.facts.push(...this.facts);
    return copy;
  }

  give(event: CallEvent): this {
    const input = { ...event, at: this.at };
    const step = stepCall(this.state, input, this.rules);
    this.ledger.take(input, this.state, step);
    this.#follows(event.type, step.state.phase.is);
    this.state = step.state;
    this.#keep(step);
    return this;
  }

  /** The table lists every transition. */
  #follows(input: CallEvent['type'], to: PhaseName): void {
    const from = this.state.phase.is;
    if (to === from) return;
    const may = nextPhases(from, input);
    if (!may.includes(to)) expect(may, `${from}: ${input} leads to ${to}`).toContain(to);
    CallDrive.seen.add(`${from}: ${input} leads to ${to}`);
  }

  #keep(step: Step<CallState>): void {
    this.last = step;
    this.commands.push(...step.commands);
    this.tells.push(...step.tells);
    this.facts.push(...step.facts);
  }

  get deadline(): number | null {
    return callDeadline(this.state, this.rules);
  }

  /** Moves the clock, and asks nobody. */
  wait(ms: number): this {
    this.at = { mono: this.at.mono + ms, wall: this.at.wall + ms };
    return this;
  }

  /** Lets time pass; each deadline is given when it is due, and must make progress: in one moment the call asks twice at
   * most, where the clock comes so late that two things are due. */
  after(ms: number): this {
    const end = this.at.mono + ms;
    let atOnce = 0;
    for (let due = this.deadline; due !== null && due <= end; due = this.deadline) {
      atOnce = due > this.at.mono ? 1 : atOnce + 1;
      this.wait(Math.max(due - this.at.mono, 0)).give({ type: 'deadline' });
      if (atOnce > 2) expect.fail(`a deadline at ${due}, again and again`);
    }
    return this.wait(end - this.at.mono);
  }

  /** Lets time pass until the next deadline, and gives it. */
  due(): this {
    const due = this.deadline ?? expect.fail('no deadline');
    return this.after(due - this.at.mono);
  }

  /** The phase, which must be of that name. */
  phase<P extends Phase['is']>(is: P): Extract<Phase, { is: P }> {
    const { phase } = this.state;
    expect(phase.is).toBe(is);
    return phase as Extract<Phase, { is: P }>;
  }

  /** All playbacks whose end the phase waits for. */
  get playing(): PlaybackId[] {
    return playingIn(this.state.phase);
  }

  /** What plays begins, and ends as `outcome`. */
  heard(outcome: 'done' | 'failed' = 'done'): this {
    const [playback] = this.playing;
    if (playback === undefined) return expect.fail('nothing plays');
    if (outcome === 'done') this.wait(START_MS).give({ type: 'playStarted', playback });
    const play = this.commands.find((c) => c.do === 'play' && c.playback === playback);
    const ms = play?.do === 'play' ? this.rules.lengthOf(play.prompts, 'zh') : 0;
    return this.wait(outcome === 'done' ? ms : START_MS).give({ type: 'playEnded', playback, outcome });
  }

  get customer(): LegId {
    return this.state.customer.leg ?? expect.fail('no customer');
  }

  /** The newest leg of an agent. */
  get agent(): LegId {
    return this.state.agentLegs.at(-1)?.leg ?? expect.fail('no agent');
  }

  ends(leg: LegId, how: HangupCause = 'hungUp'): this {
    return this.give({ type: 'legEnded', leg, how });
  }

  presses(leg: LegId, digits: string): this {
    for (const digit of digits) this.give({ type: 'digit', leg, digit });
    return this;
  }

  /** Everybody goes: the call must be done then, and owe nothing. */
  playOut(): this {
    if (this.state.phase.is === 'alerting') this.after(ALERT_MS);
    if (this.state.phase.is !== 'over') {
      const first = this.state.customer.leg ?? this.agent;
      this.wait(10).ends(first);
    }
    for (const leg of [...this.ledger.legs.keys()]) this.wait(5).ends(leg, 'ended');
    this.after(10 * 60_000);
    if (!isDone(this.state)) expect.fail(`not done: ${JSON.stringify(this.state)}`);
    if (this.deadline !== null) expect(this.deadline).toBeNull();
    this.ledger.settled(this.state);
    return this;
  }

  /** Commands of the last step of this kind. */
  did<K extends Command['do']>(kind: K): Extract<Command, { do: K }>[] {
    return this.last.commands.filter((c): c is Extract<Command, { do: K }> => c.do === kind);
  }

  judged(clause: ClauseId): ClauseFact[] {
    return this.facts.filter((f) => f.kind === 'clause').filter((f) => f.clause === clause);
  }
}
