import { expect } from 'vitest';
import type { CallInput } from '../../../src/core/call/input.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import type { Command } from '../../../src/core/commands.ts';
import type { Step, Tell } from '../../../src/core/effects.ts';
import type { LegId } from '../../../src/core/ids.ts';

// Vitest's `expect` takes longer than a step of a call, and millions of steps are checked: here it is only asked to say what is wrong.

/** Keeps account of all that one call has ordered and told since it began, and fails at the first step that breaks what
 * holds for every call in every phase. */
export class CallInvariants {
  /** Legs that exist, or have been ordered; true once they have been told to end. */
  readonly legs = new Map<LegId, boolean>();
  readonly #endedLegs = new Set<LegId>();
  readonly #bridges = new Set<string>();
  readonly #playbacks = new Set<string>();
  /** What each agent who was rung is in: the phone rings, or the agent has picked up. */
  readonly agents = new Map<string, 'ringing' | 'talking'>();
  /** Who is kept free for the call: in it, and rung later. */
  #reserved: string | null = null;
  /** The call has begun as an attempt at a callback. */
  #attempt = false;
  #attemptsEnded = 0;
  #ended = 0;

  constructor(customer: LegId | null) {
    if (customer !== null) this.legs.set(customer, false);
  }

  copy(): CallInvariants {
    const copy = new CallInvariants(null);
    for (const [leg, told] of this.legs) copy.legs.set(leg, told);
    for (const leg of this.#endedLegs) copy.#endedLegs.add(leg);
    for (const bridge of this.#bridges) copy.#bridges.add(bridge);
    for (const playback of this.#playbacks) copy.#playbacks.add(playback);
    for (const [agent, doing] of this.agents) copy.agents.set(agent, doing);
    copy.#reserved = this.#reserved;
    copy.#attempt = this.#attempt;
    copy.#attemptsEnded = this.#attemptsEnded;
    copy.#ended = this.#ended;
    return copy;
  }

  /** A leg that has ended, or undefined. */
  get endedLeg(): LegId | undefined {
    return [...this.#endedLegs][0];
  }

  take(input: CallInput | null, before: CallState | null, step: Step<CallState>): void {
    if (input?.type === 'legEnded' && this.legs.delete(input.leg)) this.#endedLegs.add(input.leg);
    if (step.unexpected) this.#nothingHappened(before, step);
    if (before === null) this.#begins(step.state);
    for (const command of step.commands) this.#command(command);
    for (const tell of step.tells) this.#tell(step.state.id, tell);
    this.#ended += step.facts.filter((f) => f.kind === 'event' && f.name === 'ended').length;
    this.#holds(step.state);
  }

  /** The call is done, and owes nobody anything. */
  settled(call: CallState): void {
    if (this.legs.size > 0) expect([...this.legs.keys()], 'legs that are left').toEqual([]);
    if (this.agents.size > 0) expect([...this.agents], 'agents who are left').toEqual([]);
    if (call.endedAt === null) expect(call.endedAt).not.toBeNull();
    if (call.wrapUp !== null) expect(call.wrapUp).toBeNull();
    if (call.hungUpFirst === null && call.direction === 'in') expect.fail('nobody has hung up first');
    if (this.#ended !== 1) expect(this.#ended).toBe(1);
    const attempts = this.#attempt && call.outcome !== 'superseded' ? 1 : 0;
    if (this.#attemptsEnded !== attempts) expect(this.#attemptsEnded).toBe(attempts);
  }

  #begins({ callback, phase }: CallState): void {
    this.#attempt = callback !== null;
    if (phase.is !== 'customerFirst') return;
    this.#reserved = phase.reserved;
    this.agents.set(phase.reserved, 'ringing');
  }

  #nothingHappened(before: CallState | null, step: Step<CallState>): void {
    expect(step.state).toEqual(before);
    expect([...step.commands, ...step.tells, ...step.facts]).toEqual([]);
  }

  #command(command: Command): void {
    switch (command.do) {
      case 'dial':
        if (this.#known(command.leg)) expect.fail(`${command.leg} is dialled twice`);
        this.legs.set(command.leg, false);
        if ('agent' in command.to) this.#rung(command.to.agent);
        break;
      case 'connect':
        this.#alive(command.caller, command);
        this.#alive(command.agent, command);
        if (this.#bridges.has(command.bridge)) expect.fail(`${command.bridge} is made twice`);
        this.#bridges.add(command.bridge);
        break;
      case 'endBridge':
        this.#bridged(command.bridge);
        break;
      case 'play':
        if ('leg' in command.on) this.#alive(command.on.leg, command);
        else this.#bridged(command.on.bridge);
        if (this.#playbacks.has(command.playback)) expect.fail(`${command.playback} is played twice`);
        if (command.prompts.length === 0) expect.fail(`${command.playback} plays nothing`);
        this.#playbacks.add(command.playback);
        break;
      case 'stopPlay':
        if (!this.#playbacks.has(command.playback)) expect(this.#playbacks).toContain(command.playback);
        break;
      default:
        this.#alive(command.leg, command);
        if (command.do === 'hangUp') this.legs.set(command.leg, true);
    }
  }

  #known(leg: LegId): boolean {
    return this.legs.has(leg) || this.#endedLegs.has(leg);
  }

  #alive(leg: LegId, command: Command): void {
    if (this.legs.has(leg)) return;
    expect([...this.legs.keys()], `${command.do} of a leg that is not there`).toContain(leg);
  }

  #bridged(bridge: string): void {
    if (!this.#bridges.has(bridge)) expect(this.#bridges).toContain(bridge);
  }

  #rung(agent: string): void {
    const kept = this.#reserved === agent;
    if (!kept && this.agents.has(agent)) expect.fail(`agent ${agent} is rung, but is in this call`);
    this.#reserved = kept ? null : this.#reserved;
    this.agents.set(agent, 'ringing');
  }

  #tell(call: string, tell: Tell): void {
    if (tell.to === 'callback' && tell.event.type === 'attemptEnded') {
      expect(tell.event.call).toBe(call);
      this.#attemptsEnded += 1;
    }
    if (tell.to !== 'agent') return;
    const doing = this.agents.get(tell.id);
    switch (tell.event.type) {
      case 'pickedUp':
        expect(doing, `agent ${tell.id} picks up`).toBe('ringing');
        this.agents.set(tell.id, 'talking');
        break;
      case 'notPickedUp':
        // an agent who leaves during the greeting has picked up
        expect(['ringing', 'talking'], `agent ${tell.id}: notPickedUp`).toContain(doing);
        this.agents.delete(tell.id);
        break;
      case 'released':
        expect(doing, `agent ${tell.id}: ${tell.event.type}`).toBe('ringing');
        this.agents.delete(tell.id);
        break;
      case 'callEnded':
        expect(doing, `agent ${tell.id}: callEnded`).toBe('talking');
        this.agents.delete(tell.id);
        break;
      default: // what is left is `recorded`, which may come at any time afterwards
    }
  }

  #holds(call: CallState): void {
    const legs = [call.customer.leg, ...call.agentLegs.map(({ leg }) => leg)].filter((leg) => leg !== null);
    const there = new Set(legs);
    if (
      there.size !== legs.length ||
      there.size !== this.legs.size ||
      legs.some((leg) => !this.legs.has(leg))
    )
      expect(legs.toSorted(), 'the legs of the call').toEqual([...this.legs.keys()].toSorted());
    if (call.phase.is !== 'over') return;
    for (const [leg, told] of this.legs) if (!told) expect.fail(`${leg} is not told to end`);
    if (this.agents.size > 0) expect([...this.agents], 'agents who still have the call').toEqual([]);
    if (call.bridge !== null) expect(call.bridge).toBeNull();
  }
}
