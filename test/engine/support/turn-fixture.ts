import { expect } from 'vitest';
import { NEW_AGENT } from '../../../src/core/agents/state.ts';
import type { CallEvent } from '../../../src/core/call/input.ts';
import { isOnHold } from '../../../src/core/call/leg-places.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { CallId, LegId } from '../../../src/core/ids.ts';
import type { DeviceState, HangupCause } from '../../../src/core/legs.ts';
import type { Rules } from '../../../src/core/rules.ts';
import type { Timestamp } from '../../../src/core/time.ts';
import type { QueuedCommand } from '../../../src/engine/change-set.ts';
import { Dispatcher } from '../../../src/engine/dispatch.ts';
import type { MachineKind } from '../../../src/engine/machine-states.ts';
import {
  MACHINES,
  type Machine,
  type MachineState,
  type MachineTable,
} from '../../../src/engine/machines.ts';
import type { Log, SnapshotLeg } from '../../../src/engine/ports.ts';
import { reconcileCall, toAsk } from '../../../src/engine/reconcile.ts';
import { legsOf, Registry } from '../../../src/engine/registry.ts';
import { restoreAgent } from '../../../src/engine/restore.ts';
import { SetAside } from '../../../src/engine/set-aside.ts';
import type { Batch } from '../../../src/engine/store-port.ts';
import { settleStrays } from '../../../src/engine/strays.ts';
import { UnitOfWork } from '../../../src/engine/unit-of-work.ts';
import { LINE, rulesOf } from '../../core/support/rules.ts';
import { keptLog, type LogLine } from '../../scenarios/support/records.ts';
import { aSite } from '../../scenarios/support/site.ts';

const AGENTS = ['8001', '8002', '8003'];

/** Runs turns without an engine: several calls, callbacks and agents at once. Telephony is replaced by legs that end on
 * `hangUp` and prompts that last one second. */
export class TurnFixture {
  registry = new Registry();
  readonly batches: Batch[] = [];
  readonly lines: LogLine[] = [];
  readonly log: Log = keptLog(this.lines);
  /** The commands of the last turn. */
  commands: readonly QueuedCommand[] = [];
  /** Called after each turn with the callbacks as they were before it. */
  afterEachTurn: (turn: UnitOfWork, before: ReadonlyMap<string, CallbackState>) => void = () => undefined;
  /** The engine crashes after it has kept the next turn, and before it performs its commands. */
  #crashes = false;
  readonly legs = new Map<LegId, CallId>();
  readonly answered = new Set<LegId>();
  at: Timestamp = { mono: 1_000_000, wall: Date.UTC(2026, 2, 2, 2) };
  readonly #site;
  #ids = 0;
  #scheduled: { readonly at: number; readonly event: CallEvent; readonly call: CallId }[] = [];

  constructor(rules: Rules = rulesOf()) {
    this.#site = { ...aSite(rules.standard, AGENTS, 'zh'), rules: () => rules };
    for (const agent of this.#site.agents) {
      this.registry.agents.set(agent.id, { ...agent, ...NEW_AGENT });
    }
  }

  /** Fails the test where a part of the dispatch fails. */
  #dispatcher(): Dispatcher {
    const clock = { now: () => this.at, wakeAt: () => () => undefined };
    const setAside = new SetAside(clock, () => undefined);
    const failed = ({ error }: { readonly error: unknown }) => {
      throw error;
    };
    return new Dispatcher({ registry: this.registry, site: this.#site, setAside, failed });
  }

  /** Runs one turn as the engine does, and performs its commands. */
  turn(mail: (turn: UnitOfWork, at: Timestamp) => void): void {
    const before = new Map(this.registry.callbacks);
    const turn = new UnitOfWork({
      ...{ registry: this.registry, site: this.#site, log: this.log },
      newId: (kind) => this.#newId(kind),
    });
    mail(turn, this.at);
    this.#dispatcher().run(turn, this.at, { phonesKnown: true, mayDial: true });
    if (!turn.isEmpty) this.batches.push(turn.batch);
    this.commands = this.#crashes ? [] : turn.commands;
    for (const { call, command } of this.commands) {
      if (command.do === 'dial') this.legs.set(command.leg, call);
      if (command.do === 'hangUp')
        this.#schedule(call, { type: 'legEnded', leg: command.leg, how: 'ended' }, 5);
      if (command.do !== 'play') continue;
      this.#schedule(call, { type: 'playStarted', playback: command.playback }, 2);
      this.#schedule(call, { type: 'playEnded', playback: command.playback, outcome: 'done' }, 1002);
    }
    this.#checkInvariants();
    this.afterEachTurn(turn, before);
    if (!this.#crashes) return;
    this.#crashes = false;
    this.#restart();
  }

  /** The next turn is kept, then the engine crashes and restarts at once from what it kept. */
  crashAfterNextTurn(): void {
    this.#crashes = true;
  }

  #restart(): void {
    const registry = new Registry();
    for (const [kind, machine] of this.#machines()) {
      const kept: MachineState[] = JSON.parse(JSON.stringify([...this.registry.machinesOf(kind).values()]));
      for (const state of kept) {
        const restored = machine.restore?.(state, machine.rules(state, this.#site), this.at) ?? state;
        registry.put(kind, restored, false);
      }
    }
    registry.agents.clear();
    for (const agent of this.#site.agents) {
      const before = this.registry.agents.get(agent.id);
      const restored = restoreAgent(agent, before, registry, this.at);
      registry.agents.set(agent.id, { ...restored, device: before?.device ?? 'offline' });
    }
    this.registry = registry;
    const asked = toAsk(registry, () => false);
    const legs = [...this.legs].map(([leg, id]) => ({ leg, ...this.#found(leg, registry.calls.get(id)) }));
    const bridges = [...registry.calls.values()].flatMap(({ bridge }) => bridge ?? []);
    const nothing = { arriving: new Set<LegId>(), changed: new Set<LegId>(), unplayed: new Map() };
    const answer = { asked, snapshot: { legs, bridges, playbacks: [] }, ...nothing };
    this.#scheduled = this.#scheduled.filter(({ event }) => event.type === 'legEnded');
    this.turn((turn, at) => {
      for (const id of [...registry.calls.keys()]) reconcileCall(turn, id, answer, at);
      settleStrays(turn, at, answer, { log: this.log, bridges: new Set(bridges), adopt: () => undefined });
    });
  }

  /** As its call has it. */
  #found(leg: LegId, call: CallState | undefined): Omit<SnapshotLeg, 'leg'> {
    const held = call !== undefined && isOnHold(call) === true;
    return { answered: this.answered.has(leg), held, place: call?.bridge ?? 'music' };
  }

  /** Sets the wall clock forward or back. */
  setWallClock(ms: number): void {
    this.at = { ...this.at, wall: this.at.wall + ms };
    for (const id of [...this.registry.callbacks.keys()])
      this.turn((turn, at) => turn.toCallback(at, id, { type: 'deadline' }));
  }

  arrives(from: string): void {
    const id = this.#newId('call');
    const leg = `in-${id}`;
    this.legs.set(leg, id);
    this.answered.add(leg);
    this.turn((turn, at) =>
      turn.arrive(at, { id, leg, line: LINE, from, language: 'zh', salutation: 'morning' }),
    );
  }

  device(agent: string, device: DeviceState): void {
    this.turn((turn, at) => turn.toAgent(at, agent, { type: 'device', device }));
  }

  give(leg: LegId, event: CallEvent): void {
    const call = this.legs.get(leg);
    if (call) this.turn((turn, at) => turn.toCall(at, call, event));
  }

  answer(leg: LegId): void {
    this.answered.add(leg);
    this.give(leg, { type: 'legAnswered', leg });
  }

  end(leg: LegId, how: HangupCause): void {
    this.give(leg, { type: 'legEnded', leg, how });
    this.legs.delete(leg);
  }

  /** Lets time pass; deadlines and scheduled events arrive in order. */
  after(ms: number): void {
    const end = this.at.mono + ms;
    for (;;) {
      const [next] = this.#scheduled;
      const due = this.#nextDeadline();
      const time = Math.max(Math.min(next?.at ?? end + 1, due?.at ?? end + 1), this.at.mono);
      if (time > end) break;
      this.#setTime(time);
      if (next && next.at <= time) {
        this.#scheduled.shift();
        if (next.event.type === 'legEnded') this.end(next.event.leg, next.event.how);
        else this.turn((turn, at) => turn.toCall(at, next.call, next.event));
      } else due?.wake();
    }
    this.#setTime(end);
  }

  #nextDeadline() {
    const { registry, at } = this;
    const lead = at.wall - at.mono;
    const list: { at: number; wake: () => void }[] = [];
    for (const [kind, machine] of this.#machines()) {
      for (const state of registry.machinesOf(kind).values() as Iterable<MachineState>) {
        const due = machine.deadline(state, { at, rules: machine.rules(state, this.#site), registry });
        if (due === null) continue;
        const wake = () =>
          this.turn((turn, now) => void turn.deliver(now, kind, state.id, { type: 'deadline' }));
        list.push({ at: machine.clock === 'wall' ? due - lead : due, wake });
      }
    }
    return list.sort((a, b) => a.at - b.at)[0];
  }

  /** Every kind of machine, as the engine runs it. */
  #machines(): [string, Machine][] {
    const table: MachineTable = MACHINES;
    return Object.entries(table);
  }

  #newId(kind: MachineKind): string {
    this.#ids += 1;
    return `${kind === 'call' ? 'c' : 'b'}${this.#ids}`;
  }

  #schedule(call: CallId, event: CallEvent, ms: number): void {
    this.#scheduled.push({ at: this.at.mono + ms, event, call });
    this.#scheduled.sort((a, b) => a.at - b.at);
  }

  #setTime(mono: number): void {
    this.at = { mono, wall: this.at.wall + mono - this.at.mono };
  }

  /** Fails if an invariant does not hold; runs after every turn. */
  #checkInvariants(): void {
    const { calls, agents, callbacks } = this.registry;
    for (const agent of agents.values()) {
      const inCalls = [...calls.values()].filter((call) => isInCall(call, agent.id)).map(({ id }) => id);
      expect(inCalls.length, `${agent.id} is in ${inCalls}`).toBeLessThanOrEqual(1);
      const { doing } = agent;
      const busy = doing.is === 'ringing' || doing.is === 'talking' ? [doing.call] : [];
      expect(busy, `${agent.id} is ${doing.is}`).toEqual(inCalls);
    }
    for (const call of calls.values()) {
      for (const leg of legsOf(call)) expect(this.registry.ownerOf(leg)).toBe(call.id);
    }
    const numbers = [...callbacks.values()].map(({ number, line }) => `${number} ${line}`);
    expect(new Set(numbers).size, 'one open callback for each number').toBe(numbers.length);
    for (const { id, status } of callbacks.values()) {
      if (status.is === 'attempting') expect(calls.get(status.call)?.callback?.id).toBe(id);
    }
  }
}

/** The call rings this agent's phone, or the agent talks in it. */
function isInCall({ phase }: CallState, agent: string): boolean {
  if ('agent' in phase && phase.agent?.agent === agent) return true;
  return 'ring' in phase && phase.ring?.agent === agent;
}
