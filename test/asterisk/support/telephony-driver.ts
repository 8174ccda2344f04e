import type { Command } from '../../../src/core/commands.ts';
import type { BridgeId, LegId } from '../../../src/core/ids.ts';
import type { Telephony, TelephonyEvent } from '../../../src/engine/ports.ts';
import { type Leg, openSipkit, type Sipkit, type Voice } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { type TestAsterisk, TONES } from './asterisk.ts';
import { EventLog, sippOf, telephonyOf } from './telephony-harness.ts';

const CALLER_HZ = 600;
const AGENT_HZ = 800;
const SOUNDS = {
  music: TONES.music.hz,
  first: TONES.first.hz,
  dots: TONES['name.with.dots'].hz,
  caller: CALLER_HZ,
  agent: AGENT_HZ,
} as const;
/** All are made with 8000. */
const LEAST_AMPLITUDE = 2000;
const PIECE_MS = 100;
/** The way to a party, and the first packets after a change, ms. */
const SETTLE_MS = 200;

/** How loud a tone is in a piece of sound (8 kHz), alone or among others: its amplitude. */
export function amplitude(hz: number, pcm: Int16Array): number {
  let [re, im] = [0, 0];
  pcm.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / 8000);
    im += sample * Math.sin((2 * Math.PI * hz * i) / 8000);
  });
  return (2 * Math.hypot(re, im)) / pcm.length;
}

/** Which of the sounds were there for most of a stretch, by name. */
export function soundsIn(pcm: Int16Array): string[] {
  const length = PIECE_MS * 8;
  const pieces = Array.from({ length: Math.floor(pcm.length / length) }, (_, i) => {
    return pcm.subarray(i * length, (i + 1) * length);
  });
  return Object.entries(SOUNDS).flatMap(([name, hz]) => {
    const with_ = pieces.filter((piece) => amplitude(hz, piece) > LEAST_AMPLITUDE);
    return with_.length > 0.7 * pieces.length ? [name] : [];
  });
}

/** What each party hears for most of the time from now on: of a machine that runs, and of senders that do not stumble. */
export async function heardFor(ms: number, ...parties: readonly Leg[]): Promise<string[][]> {
  await pause(SETTLE_MS);
  const from = performance.now();
  await pause(ms);
  return parties.map(({ rtp }) => {
    const pcm = new Int16Array(ms * 8);
    pcm.set(rtp.heard(from).stream.pcm.subarray(0, pcm.length));
    return soundsIn(pcm);
  });
}

export interface Talk {
  readonly caller: Leg;
  /** The caller's. */
  readonly leg: LegId;
  readonly agent: Leg;
  readonly agentLeg: LegId;
  readonly bridge: BridgeId;
}

/** A telephony on a real Asterisk, and the parties outside, each with a tone of its own. */
export class TelephonyDriver {
  readonly seen = new EventLog<TelephonyEvent>();
  readonly telephony: Telephony;
  readonly #kit: Sipkit;

  private constructor(telephony: Telephony, kit: Sipkit) {
    this.telephony = telephony;
    this.#kit = kit;
  }

  static async open(asterisk: TestAsterisk): Promise<TelephonyDriver> {
    const server = { host: asterisk.site.sipHost, port: asterisk.site.sipPort };
    const kit = openSipkit({ sipp: sippOf(asterisk), server });
    const driver = new TelephonyDriver(telephonyOf(asterisk), kit);
    await driver.telephony.start(driver.seen.take);
    return driver;
  }

  async close(): Promise<void> {
    await this.#kit[Symbol.asyncDispose]();
    await this.telephony.stop();
  }

  perform(command: Command): Promise<void> {
    return this.telephony.perform(command);
  }

  event<T extends TelephonyEvent['type']>(type: T) {
    type Wanted = Extract<TelephonyEvent, { type: T }>;
    return this.seen.find((one): one is Wanted => one.type === type, type);
  }

  /** A caller who has been answered. */
  async caller(voice: Voice = { kind: 'tone', hz: CALLER_HZ }): Promise<{ party: Leg; leg: LegId }> {
    const party = await this.#kit.caller({ from: '13800138000', to: '4008001234', voice });
    const { leg } = await this.event('callArrived');
    await this.perform({ do: 'answer', leg });
    await party.event('answered');
    return { party, leg };
  }

  /** A caller and agent 8001. */
  async talking(voices: { readonly caller?: Voice; readonly agent?: Voice } = {}): Promise<Talk> {
    const { party, leg } = await this.caller(voices.caller);
    const phone = await this.#kit.phone({
      id: '8001',
      secret: 'secret-of-8001',
      voice: voices.agent ?? { kind: 'tone', hz: AGENT_HZ },
      behaviour: { does: 'answer', afterMs: 50 },
    });
    const agentLeg = `agent-of-${leg}`;
    const callerId = { number: '1' };
    await this.perform({ do: 'dial', leg: agentLeg, to: { agent: '8001' }, callerId, giveUpMs: 10_000 });
    const answered = (one: TelephonyEvent): one is TelephonyEvent =>
      'leg' in one && one.leg === agentLeg && one.type === 'legAnswered';
    await this.seen.find(answered, 'legAnswered');
    const bridge = `bridge-of-${leg}`;
    await this.perform({ do: 'connect', bridge, caller: leg, agent: agentLeg, listen: true });
    return { caller: party, leg, agent: await phone.incoming(), agentLeg, bridge };
  }
}
