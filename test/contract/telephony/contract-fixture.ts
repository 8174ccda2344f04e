import { expect, vi } from 'vitest';
import type { Command, DialTarget } from '../../../src/core/commands.ts';
import type { AgentId, BridgeId, LegId, PlaybackId, PromptId } from '../../../src/core/ids.ts';
import type { PhoneRefusal } from '../../../src/core/legs.ts';
import type { TelephonyEvent } from '../../../src/engine/ports.ts';
import type { Party, Pickup, TelephonyHarness } from '../telephony-harness.ts';

export const LINE = '4008001234';
export const CALLER = '13800138000';
/** Digits only, as on the trunk. */
export const CUSTOMER = '13912345678';
/** Long enough for everything that a test waits for, but a give-up of its own. */
const GIVE_UP_MS = 30_000;

/** A party and its leg. */
export interface ConnectedParty {
  readonly party: Party;
  readonly leg: LegId;
}

export interface Conversation {
  readonly caller: ConnectedParty;
  readonly agent: ConnectedParty;
  readonly bridge: BridgeId;
}

let made = 0;

/** Brings calls into the states that the tests start from, and checks at the end that nothing is left over. */
export class ContractFixture {
  readonly harness: TelephonyHarness;
  readonly #bridges: BridgeId[] = [];
  readonly #playbacks: PlaybackId[] = [];
  readonly #dialled: LegId[] = [];
  #stopped = false;

  constructor(harness: TelephonyHarness) {
    this.harness = harness;
  }

  /** An id that was never used before. */
  id(what: string): string {
    made += 1;
    return `contract-${process.pid}-${made}-${what}`;
  }

  async do(command: Command): Promise<void> {
    await this.harness.telephony.perform(command);
    if (command.do === 'play') this.#playbacks.push(command.playback);
    if (command.do === 'connect') this.#bridges.push(command.bridge);
    if (command.do === 'dial') this.#dialled.push(command.leg);
  }

  /** A caller who rings in. */
  async caller(): Promise<ConnectedParty> {
    const known = this.#seen('callArrived').length;
    const party = await this.harness.call(CALLER, LINE);
    const { leg } = await this.harness.seen('callArrived', (event) => {
      return this.#seen('callArrived').indexOf(event) >= known;
    });
    return { party, leg };
  }

  async answered(): Promise<ConnectedParty> {
    const caller = await this.caller();
    await this.do({ do: 'answer', leg: caller.leg });
    return caller;
  }

  async waiting(): Promise<ConnectedParty> {
    const caller = await this.answered();
    await this.do({ do: 'wait', leg: caller.leg });
    return caller;
  }

  /** Dials, and gives the new leg. */
  async dial(to: DialTarget, giveUpMs = GIVE_UP_MS, listen = true): Promise<LegId> {
    const leg = this.id('leg');
    const callerId = { number: CALLER, name: '来电' };
    await this.do({ do: 'dial', leg, to, callerId, giveUpMs, ...(listen && { listen }) });
    return leg;
  }

  /** An agent's phone that has been rung, and does `pickup`. */
  async rung(pickup: Pickup, agent: AgentId = '8001'): Promise<ConnectedParty> {
    const party = await this.harness.phone(agent, pickup);
    const leg = await this.dial({ agent });
    return { party, leg };
  }

  /** An agent who has picked up. */
  async agent(): Promise<ConnectedParty> {
    const agent = await this.rung('answer');
    await this.harness.seen('legAnswered', ({ leg }) => leg === agent.leg);
    return agent;
  }

  async talking(): Promise<Conversation> {
    const caller = await this.waiting();
    const agent = await this.agent();
    const bridge = this.id('bridge');
    await this.do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg, listen: true });
    return { caller, agent, bridge };
  }

  /** A conversation of which the agent has pressed hold. */
  async held(): Promise<Conversation> {
    const call = await this.talking();
    await call.agent.party.hold();
    await this.harness.seen('legHeld', ({ leg }) => leg === call.agent.leg);
    return call;
  }

  /** Orders a playback in Chinese, and gives its id. */
  async play(on: { leg: LegId } | { bridge: BridgeId }, ...prompts: PromptId[]): Promise<PlaybackId> {
    const playback = this.id('playback');
    await this.do({ do: 'play', playback, on, prompts, language: 'zh' });
    return playback;
  }

  /** One that can be heard already. */
  async playing(on: { leg: LegId } | { bridge: BridgeId }, ...prompts: PromptId[]): Promise<PlaybackId> {
    const playback = await this.play(on, ...prompts);
    await this.harness.seen('playStarted', (event) => event.playback === playback);
    return playback;
  }

  async outcome(playback: PlaybackId): Promise<string> {
    return (await this.harness.seen('playEnded', (event) => event.playback === playback)).outcome;
  }

  async end(leg: LegId): Promise<{ how: string; cause: number }> {
    const { how, cause } = await this.harness.seen('legEnded', (event) => event.leg === leg);
    return { how, cause };
  }

  /** Why the phone did not ring. */
  async refusal(leg: LegId): Promise<PhoneRefusal | undefined> {
    return (await this.harness.seen('legEnded', (event) => event.leg === leg)).refusal;
  }

  /** Types of the events about this leg, in order. */
  eventTypes(leg: LegId): string[] {
    return this.harness.events.filter((event) => 'leg' in event && event.leg === leg).map(({ type }) => type);
  }

  /** Where in the events the first one of this type about it stands. */
  place(type: TelephonyEvent['type'], id: LegId | PlaybackId): number {
    return this.harness.events.findIndex((event) => event.type === type && Object.values(event).includes(id));
  }

  /** Nothing more can be asked of this harness. */
  async stop(): Promise<void> {
    await this.endAll();
    await this.harness.telephony.stop();
    this.#stopped = true;
  }

  /** Ends everything, then checks that nothing is left and that each end was reported once and last. */
  async close(): Promise<void> {
    if (!this.#stopped) {
      await this.endAll();
      await vi.waitFor(
        async () => {
          await this.harness.settle();
          const { legs, bridges, playbacks } = await this.harness.telephony.snapshot({
            playbacks: this.#playbacks,
          });
          expect({ legs, bridges, playbacks }).toEqual({ legs: [], bridges: [], playbacks: [] });
        },
        { timeout: 5_000 },
      );
    }
    for (const leg of this.#legs()) {
      expect(
        this.eventTypes(leg).indexOf('legEnded'),
        `the end of ${leg} is the last of it, and comes once`,
      ).toBe(this.eventTypes(leg).length - 1);
    }
    for (const playback of this.#playbacks) {
      const reported = this.harness.events.flatMap((event) => {
        return 'playback' in event && event.playback === playback ? [event.type] : [];
      });
      expect([['playEnded'], ['playStarted', 'playEnded']], `events of ${playback}`).toContainEqual(reported);
    }
  }

  async endAll(): Promise<void> {
    for (const leg of this.#legs()) await this.do({ do: 'hangUp', leg, reason: 'normal' });
    for (const leg of this.#legs()) await this.end(leg);
    for (const bridge of this.#bridges) await this.do({ do: 'endBridge', bridge });
    for (const playback of this.#playbacks) await this.outcome(playback);
  }

  #legs(): LegId[] {
    return [...this.#seen('callArrived').map(({ leg }) => leg), ...this.#dialled];
  }

  #seen<T extends TelephonyEvent['type']>(type: T): Extract<TelephonyEvent, { type: T }>[] {
    return this.harness.events.filter(
      (event): event is Extract<TelephonyEvent, { type: T }> => event.type === type,
    );
  }
}
