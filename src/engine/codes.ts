import type { AgentOrder } from '../core/agents/keys.ts';
import { keysOf } from '../core/agents/moved-codes.ts';
import { readKeys } from '../core/agents/read-keys.ts';
import { spokenState } from '../core/agents/spoken-state.ts';
import type { CallState } from '../core/call/state.ts';
import type { AgentId, CallId, Language, LegId, PlaybackId, PromptId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import { mayDialNow } from './number-history.ts';
import type { PhoneOutages } from './phone-outages.ts';
import type { TelephonyEvent } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { UndoableMap } from './undo.ts';
import type { UnitOfWork } from './unit-of-work.ts';

type CodeDialled = Extract<TelephonyEvent, { type: 'codeDialled' }>;

/** What the agent hears of a code. */
interface Spoken {
  readonly said: readonly PromptId[];
  readonly language: Language;
}

/** Handles the calls by which an agent's idle phone dials a feature code. Each leg is owned from its arrival to its
 * end. */
export class FeatureCodes {
  readonly #tones: Map<PlaybackId, LegId>;
  readonly #legs: Map<LegId, PlaybackId>;
  readonly #registry: Registry;
  readonly #site: EngineSite;
  readonly #outages: PhoneOutages;

  constructor(registry: Registry, site: EngineSite, outages: PhoneOutages) {
    this.#tones = new UndoableMap(registry.undo);
    this.#legs = new UndoableMap(registry.undo);
    this.#registry = registry;
    this.#site = site;
    this.#outages = outages;
  }

  /** Takes the code at its word; the agent hears whether it meant something, or what the code asks for. */
  dialled(turn: UnitOfWork, at: Timestamp, event: CodeDialled): void {
    // presence says so too, but perhaps only after the code has set the agent free, and the phone would be rung in vain
    turn.toAgent(at, event.agent, { type: 'device', device: 'busy' });
    const { said, language } = this.#answer(turn, at, event);
    const { leg } = event;
    const playback = `${leg}-play1`;
    this.#tones.set(playback, leg);
    this.#legs.set(leg, playback);
    // a phone plays nothing of the first moments after its answer, and drops what is under way when the call ends
    const prompts = ['tone.pause', ...said, 'tone.pause'];
    turn.command(leg, { do: 'answer', leg });
    turn.command(leg, { do: 'play', playback, on: { leg }, prompts, language });
  }

  #answer(turn: UnitOfWork, at: Timestamp, { agent, code }: CodeDialled): Spoken {
    const keys = keysOf(this.#site.codes);
    const pressed = readKeys(code, 'desk', keys);
    const state = this.#registry.agents.get(agent);
    if (pressed.is === 'order' && pressed.order.do === 'sayState' && state)
      return { said: spokenState(state, keys), language: state.languages[0] ?? 'zh' };
    const understood = pressed.is === 'order' && this.#act(turn, at, agent, pressed.order);
    // a tone is the same in every language
    return { said: [understood ? 'tone.ok' : 'tone.error'], language: 'zh' };
  }

  #act(turn: UnitOfWork, at: Timestamp, agent: AgentId, order: AgentOrder): boolean {
    switch (order.do) {
      case 'logIn':
      case 'logOut':
      case 'resume':
        return turn.toAgent(at, agent, { type: order.do });
      case 'pause':
        return this.#pause(turn, at, agent, order.reason);
      case 'lastCaller':
        return this.#lastCaller(turn, at, agent);
      case 'outageOn':
      case 'outageOff':
        return this.#outages.order(turn, at, agent, order);
      default: {
        const call = this.#callOf(agent) ?? (order.do === 'disposition' ? this.#statedOf(agent) : undefined);
        return call !== undefined && turn.toCall(at, call, { type: 'agentOrder', agent, order });
      }
    }
  }

  #pause(turn: UnitOfWork, at: Timestamp, agent: AgentId, reason: string): boolean {
    const name = this.#site.pauseReasons[reason];
    return name !== undefined && turn.toAgent(at, agent, { type: 'pause', reason, name });
  }

  /** callback.purpose: the agent's last caller, as a callback that this agent gets, and nobody else is dialled by it. */
  #lastCaller(turn: UnitOfWork, at: Timestamp, agent: AgentId): boolean {
    const state = this.#registry.agents.get(agent);
    if (state?.availability.is !== 'loggedIn' || !state.lastCaller) return false;
    const { call, ...customer } = state.lastCaller;
    const open = this.#registry.openCallback(customer.number, customer.line);
    if (open?.status.is === 'attempting') return false;
    const rules = this.#site.rules(customer.standard);
    if ('refused' in mayDialNow(this.#registry, rules, customer.number, customer.line)) return false;
    turn.promise(at, { kind: 'followUp', ...customer, from: call, place: at.wall, dueAt: at.wall, agent });
    return true;
  }

  /** The call that the agent is in, or has last been in and has still to write down. */
  #callOf(agent: string): CallId | undefined {
    const doing = this.#registry.agents.get(agent)?.doing;
    return doing?.is === 'talking' || doing?.is === 'wrapUp' ? doing.call : undefined;
  }

  /** close.record: the last call of which the agent may still change the disposition. */
  #statedOf(agent: AgentId): CallId | undefined {
    const until = ({ stated = [] }: CallState) =>
      stated.find((one) => one.agent === agent)?.untilMono ?? Number.NEGATIVE_INFINITY;
    const [last] = [...this.#registry.calls.values()]
      .filter((call) => Number.isFinite(until(call)))
      .toSorted((a, b) => until(b) - until(a));
    return last?.id;
  }

  /** True where the event belonged to such a leg. */
  take(turn: UnitOfWork, event: TelephonyEvent): boolean {
    if (event.type === 'playEnded') {
      const leg = this.#tones.get(event.playback);
      if (leg) turn.command(leg, { do: 'hangUp', leg, reason: 'normal' });
      return leg !== undefined;
    }
    if (event.type === 'playStarted') return this.#tones.has(event.playback);
    if (!('leg' in event)) return false;
    const playback = this.#legs.get(event.leg);
    if (playback && event.type === 'legEnded') {
      this.#legs.delete(event.leg);
      this.#tones.delete(playback);
    }
    return playback !== undefined;
  }
}
