import type { Command, CommandKind } from '../../core/commands.ts';
import type { LegId } from '../../core/ids.ts';
import {
  type Snapshot,
  type SnapshotLeg,
  type Telephony,
  TelephonyError,
  type TelephonyErrorCode,
  type TelephonyEvent,
} from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Exchange } from './exchange.ts';
import type { Link } from './link.ts';
import type { Network, SimulatedLeg } from './network.ts';
import type { Player } from './player.ts';

/** The longest that a command waits for a prompt to end, in ms. */
const TIME_OUT_MS = 10_000;

/** The simulated Asterisk's ARI. Commands take no virtual time, except those that move a leg while a prompt plays on it: as in
 * Asterisk they wait for the end of the prompt. */
export class SimulatedTelephony implements Telephony {
  /** Grows with every request: how a test sees whether anything is still being done. */
  requests = 0;
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #player: Player;
  readonly #exchange: Exchange;
  #failures: { kind: CommandKind; code: TelephonyErrorCode }[] = [];
  #delays: { kind: CommandKind; ms: number }[] = [];
  #breaks: { kind: CommandKind; requests: number }[] = [];

  constructor(clock: VirtualClock, link: Link, network: Network, player: Player, exchange: Exchange) {
    this.#clock = clock;
    this.#link = link;
    this.#network = network;
    this.#player = player;
    this.#exchange = exchange;
  }

  async start(report: (event: TelephonyEvent) => void): Promise<void> {
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
    if (delayed) await new Promise<void>((go) => this.#clock.after(delayed.ms, go));
    const failure = this.#failures.findIndex((one) => one.kind === command.do);
    const [failed] = failure < 0 ? [] : this.#failures.splice(failure, 1);
    if (failed !== undefined) {
      throw new TelephonyError(failed.code, `${command.do} was made to fail`, 'nothing to do');
    }
    await this.#carryOut(command);
  }

  async snapshot(ask: { readonly playbacks: readonly string[] }): Promise<Snapshot> {
    this.#checkLink();
    return {
      legs: [...this.#network.legs.values()].map(foundLeg),
      bridges: [...this.#network.bridges.keys()],
      playbacks: ask.playbacks.filter((id) => this.#network.playbacks.has(id)),
    };
  }

  async #carryOut(command: Command): Promise<void> {
    switch (command.do) {
      case 'answer':
        return this.#exchange.answer(this.#network.leg(command.leg));
      case 'dial':
        this.#exchange.dial(command);
        return this.#breakLink('dial', 'TIMED_OUT');
      case 'wait':
        return this.#put(command.leg, 'wait');
      case 'leave':
        return this.#put(command.leg, 'stasis');
      case 'connect':
        return this.#connect(command);
      case 'endBridge':
        return this.#endBridge(command.bridge);
      case 'play':
        return this.#player.play(command);
      case 'stopPlay':
        return this.#player.stop(command.playback);
      case 'record':
        return this.#network.record(command.leg, command.name);
      case 'hangUp': {
        const leg = this.#network.legs.get(command.leg);
        if (leg !== undefined) this.#exchange.end(leg, 'ended', 16, command.reason);
      }
    }
  }

  async #put(id: LegId, place: 'wait' | 'stasis'): Promise<void> {
    await this.#quiet(this.#network.leg(id));
    const leg = this.#network.leg(id);
    const again = place === 'wait' && leg.place === 'wait';
    this.#network.move(leg, again ? 'waitTwice' : place);
  }

  async #connect(command: Extract<Command, { do: 'connect' }>): Promise<void> {
    for (const id of [command.caller, command.agent]) {
      await this.#quiet(this.#network.leg(id));
    }
    const [caller, agent] = [this.#network.leg(command.caller), this.#network.leg(command.agent)];
    const bridge = this.#network.bridge(command.bridge);
    for (const leg of [agent, caller]) {
      this.#breakLink('connect');
      // a hold goes on without its music where the one on hold enters the bridge once more
      if (leg.place === bridge && [...bridge.legs].some(({ held }) => held)) this.#network.loseMusic(bridge);
      this.#network.move(leg, bridge);
    }
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

function foundLeg({ id: leg, answered, held, place, caller, agent }: SimulatedLeg): SnapshotLeg {
  const where = place === 'stasis' ? null : typeof place === 'string' ? 'music' : place.id;
  return {
    leg,
    answered,
    held,
    place: where,
    ...(caller && { caller }),
    ...(agent !== undefined && { agent }),
  };
}
