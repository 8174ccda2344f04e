import type { Command, CommandKind } from '../../core/commands.ts';
import {
  type ReportEvent,
  type Snapshot,
  type Telephony,
  TelephonyError,
  type TelephonyErrorCode,
} from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Exchange } from './exchange.ts';
import { foundLeg, type SimulatedLeg } from './legs.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import type { Player } from './player.ts';

/** Carries out one request of a command: a test may put a fault in its place, before or after it. */
export type RequestHook = (of: Command | 'snapshot', carryOut: () => void) => Promise<void>;

/** The longest that a command waits for a prompt to end, in ms. */
const TIME_OUT_MS = 10_000;

/** The simulated Asterisk's ARI. Commands take no virtual time, except those that move a leg while a prompt plays on it: as in
 * Asterisk they wait for the end of the prompt. */
export class SimulatedTelephony implements Telephony {
  /** Grows with every request: how a test sees whether anything is still being done. */
  requests = 0;
  onRequest: RequestHook = async (_of, carryOut) => carryOut();
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #player: Player;
  readonly #exchange: Exchange;
  #failures: { kind: CommandKind; code: TelephonyErrorCode }[] = [];
  /** Commands that are carried out so much later. */
  readonly #late = new WeakMap<Command, number>();
  #delays: { kind: CommandKind; ms: number }[] = [];
  #breaks: { kind: CommandKind; requests: number }[] = [];

  constructor(clock: VirtualClock, link: Link, network: Network, player: Player, exchange: Exchange) {
    this.#clock = clock;
    this.#link = link;
    this.#network = network;
    this.#player = player;
    this.#exchange = exchange;
  }

  async start(report: ReportEvent): Promise<void> {
    if (this.#link.isDown) throw new TelephonyError('UNREACHABLE', 'no Asterisk answers', 'start Asterisk');
    this.#link.listen(report);
  }

  async stop(): Promise<void> {
    this.#link.listen(null);
  }

  /** The next command of this kind is not carried out, and rejects. */
  fail(kind: CommandKind, code: TelephonyErrorCode): void {
    this.#failures.push({ kind, code });
  }

  /** The next command of this kind is carried out so much later. */
  delay(kind: CommandKind, ms: number): void {
    this.#delays.push({ kind, ms });
  }

  /** The link is lost in the middle of the next command of this kind, after so many of its requests have been carried out. */
  breakWithin(kind: CommandKind, requests: number): void {
    this.#breaks.push({ kind, requests });
  }

  #breakLink(kind: CommandKind, code: TelephonyErrorCode = 'LINK_DOWN'): void {
    const index = this.#breaks.findIndex((one) => one.kind === kind);
    const found = this.#breaks[index];
    if (!found) return;
    found.requests -= 1;
    if (found.requests > 0) return;
    this.#breaks.splice(index, 1);
    this.#link.lose('the socket was closed');
    throw new TelephonyError(code, 'the link to Asterisk is down', 'nothing to do');
  }

  async perform(command: Command): Promise<void> {
    this.#checkLink();
    const delay = this.#delays.findIndex((one) => one.kind === command.do);
    const [delayed] = delay < 0 ? [] : this.#delays.splice(delay, 1);
    if (delayed) this.#late.set(command, delayed.ms);
    const failure = this.#failures.findIndex((one) => one.kind === command.do);
    const [failed] = failure < 0 ? [] : this.#failures.splice(failure, 1);
    if (failed) throw new TelephonyError(failed.code, `${command.do} was made to fail`, 'nothing to do');
    await this.#carryOut(command);
  }

  async snapshot(ask: { readonly playbacks: readonly string[] }): Promise<Snapshot> {
    const { legs, bridges, playbacks } = this.#network;
    const found: Snapshot[] = [];
    await this.#request('snapshot', () => {
      const here = [...legs.values()].filter(({ inStasis }) => inStasis);
      found.push({
        legs: here.map(foundLeg),
        bridges: [...bridges.keys()],
        playbacks: ask.playbacks.filter((id) => playbacks.has(id)),
      });
    });
    return found[0] ?? { legs: [], bridges: [], playbacks: [] };
  }

  async #carryOut(command: Command): Promise<void> {
    switch (command.do) {
      case 'answer':
        return this.#answer(command);
      case 'wait':
        return this.#put(command, 'wait');
      case 'leave':
        return this.#put(command, 'stasis');
      case 'connect':
        return this.#connect(command);
      case 'dial':
        return this.#dial(command);
      default:
        return this.#request(command, () => this.#one(command));
    }
  }

  #one(command: Exclude<Command, { do: 'answer' | 'dial' | 'wait' | 'leave' | 'connect' }>): void {
    switch (command.do) {
      case 'endBridge':
        this.#endBridge(command.bridge);
        break;
      case 'play':
        this.#player.play(command);
        break;
      case 'stopPlay':
        this.#player.stop(command.playback);
        break;
      case 'listen':
        this.#network.listen(command);
        break;
      case 'answerTransfer':
        this.#exchange.transferAnswered(command);
        break;
      case 'record':
        this.#network.record(command.leg, command.name);
        break;
      case 'hangUp': {
        const leg = this.#network.legs.get(command.leg);
        const how = command.reason === 'lost' ? 'lost' : 'ended';
        if (leg?.inStasis) this.#exchange.end(leg, how, 16, command.reason);
      }
    }
  }

  /** Where it is unknown whether the phone rings, the leg is ended. */
  async #dial(command: Extract<Command, { do: 'dial' }>): Promise<void> {
    try {
      await this.#request(command, () => this.#exchange.dial(command));
      this.#breakLink('dial', 'TIMED_OUT');
    } catch (error) {
      if (error instanceof TelephonyError && error.code === 'TIMED_OUT') {
        const end: Command = { do: 'hangUp', leg: command.leg, reason: 'normal' };
        // if this fails too, the first error is the one to report
        await this.#request(end, () => this.#one(end)).catch(() => undefined);
      }
      throw error;
    }
  }

  async callers(): Promise<string[]> {
    await this.#request('snapshot', () => undefined);
    return this.#network.callers;
  }

  /** Two requests: the leg is answered, then the dialplan's guard is lifted. */
  async #answer(command: Extract<Command, { do: 'answer' }>): Promise<void> {
    await this.#request(command, () => this.#exchange.answer(this.#network.leg(command.leg)));
    await this.#request(command, () => this.#network.unguard(command.leg));
  }

  async #put(command: Extract<Command, { do: 'wait' | 'leave' }>, place: 'wait' | 'stasis'): Promise<void> {
    await this.#quiet(this.#network.leg(command.leg));
    await this.#request(command, () => {
      const leg = this.#network.leg(command.leg);
      const again = place === 'wait' && leg.place === 'wait';
      this.#network.move(leg, again ? 'waitTwice' : place);
    });
  }

  /** Three requests: the bridge, the agent, the caller; and one to listen to the caller. */
  async #connect(command: Extract<Command, { do: 'connect' }>): Promise<void> {
    const { bridge, caller, agent, listen } = command;
    await this.#request(command, () => void this.#network.bridge(bridge));
    try {
      if (listen) await this.#request(command, () => this.#network.leg(caller).talk.listen());
      for (const id of [agent, caller]) {
        await this.#quiet(this.#network.leg(id));
        this.#breakLink('connect');
        await this.#request(command, () => this.#enter(this.#network.leg(id), bridge));
      }
    } catch (error) {
      // if this fails too, the first error is the one to report
      await this.#request({ do: 'endBridge', bridge }, () => this.#endBridge(bridge)).catch(() => undefined);
      throw error;
    }
  }

  #enter(leg: SimulatedLeg, id: string): void {
    const bridge = this.#network.bridge(id);
    // a hold goes on without its music where the one on hold enters the bridge once more
    if (leg.place === bridge && [...bridge.legs].some(({ held }) => held)) this.#network.loseMusic(bridge);
    this.#network.move(leg, bridge);
  }

  /** Each request may find the link down, or a fault in its place. */
  async #request(of: Command | 'snapshot', carryOut: () => void): Promise<void> {
    this.#checkLink();
    const ms = of === 'snapshot' ? undefined : this.#late.get(of);
    if (of !== 'snapshot') this.#late.delete(of);
    if (ms !== undefined) await new Promise<void>((go) => this.#clock.after(ms, go));
    await this.onRequest(of, carryOut);
  }

  #endBridge(id: string): void {
    const bridge = this.#network.bridges.get(id);
    if (bridge === undefined) return;
    this.#player.silence(bridge);
    for (const leg of [...bridge.legs]) this.#network.move(leg, 'stasis');
    this.#network.bridges.delete(id);
  }

  /** Resolves when nothing is being played to the leg, or it is gone. */
  async #quiet(leg: SimulatedLeg): Promise<void> {
    if (leg.playbacks.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#clock.after(TIME_OUT_MS, () => {
        leg.whenQuiet.splice(leg.whenQuiet.indexOf(quiet), 1);
        reject(new TelephonyError('TIMED_OUT', `a prompt on ${leg.id} is in the way`, 'nothing to do'));
      });
      const quiet = () => {
        cancel();
        resolve();
      };
      leg.whenQuiet.push(quiet);
    });
  }

  #checkLink(): void {
    this.requests += 1;
    if (this.#link.isDown)
      throw new TelephonyError('LINK_DOWN', 'the link to Asterisk is down', 'nothing to do');
  }
}
