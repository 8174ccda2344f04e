import { keysOf } from '../core/agents/moved-codes.ts';
import { readKeys } from '../core/agents/read-keys.ts';
import { isPresent } from '../core/agents/step.ts';
import type { FoundCall } from '../core/call/found-call.ts';
import type { CallEvent, TransferTarget } from '../core/call/input.ts';
import { type CallId, callOf } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { FeatureCodes } from './codes.ts';
import { arrivalOf, type IncomingCaller } from './incoming-call.ts';
import type { Lateness } from './link.ts';
import type { Log, TelephonyEvent } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { type TrunkRefusalCount, TrunkRefusals } from './trunk-refusals.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What the engine knows of a call beyond its arrival. `found`: it was in Asterisk before. `agoMs`: it came so long ago. */
interface HowFound {
  readonly found?: FoundCall;
  readonly agoMs?: number;
}

type Routed = Exclude<TelephonyEvent, { type: 'linkDown' | 'linkUp' }>;

/** Q.850's cause of a leg that was given up because no packet came. */
const NO_RTP = 44;

/** What a router needs. */
export interface RouterOptions {
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly log: Log;
  readonly codes: FeatureCodes;
  newCallId(): CallId;
}

/** Gives each event of the telephone network to its machine. */
export class Router {
  readonly #o: RouterOptions;
  readonly #trunkRefusals: TrunkRefusals;

  constructor(options: RouterOptions) {
    this.#o = options;
    this.#trunkRefusals = new TrunkRefusals(options.log);
  }

  get trunkRefusals(): readonly TrunkRefusalCount[] {
    return this.#trunkRefusals.counts;
  }

  route(turn: UnitOfWork, at: Timestamp, event: Routed, { agoMs, unasked, joining }: Lateness = {}): void {
    if (this.#o.codes.take(turn, event)) return;
    const late = agoMs ? { agoMs } : {};
    switch (event.type) {
      case 'callArrived':
        this.arrived(turn, at, event, late);
        break;
      case 'codeDialled':
        this.#o.codes.dialled(turn, at, event);
        break;
      case 'playStarted':
      case 'playEnded':
        turn.toCall(at, callOf(event.playback), event);
        break;
      case 'trunkRefused':
        this.#trunkRefusals.note(at, event);
        break;
      case 'legEnded':
        this.#legEnded(turn, at, event, { ...late, ...(unasked && { unasked }) });
        break;
      case 'legAnswered':
        this.#toOwner(turn, at, { ...event, ...late });
        break;
      case 'legHeld':
        this.#toOwner(turn, at, { ...event, ...(joining && (agoMs ? { unseen: true } : { joining })) });
        break;
      case 'transferAsked':
        this.#toOwner(turn, at, { ...event, to: this.#transferTarget(event) });
        break;
      default:
        this.#toOwner(turn, at, event);
    }
  }

  /** Never a number outside. Null: nobody. */
  #transferTarget({ leg, target }: Extract<Routed, { type: 'transferAsked' }>): TransferTarget | null {
    const { registry, site, log } = this.#o;
    const pressed = readKeys(target ?? '', 'call', keysOf(site.codes));
    if (pressed.is === 'order') return { order: pressed.order };
    const colleague = registry.agents.get(target ?? '');
    if (colleague && isPresent(colleague)) return { agent: colleague.id };
    log.info('a phone asks for a transfer to nobody who is there', { leg });
    return null;
  }

  #legEnded(
    turn: UnitOfWork,
    at: Timestamp,
    { leg, how, cause, refusal }: Extract<Routed, { type: 'legEnded' }>,
    late: Lateness,
  ): void {
    const silence = how === 'lost' && cause === NO_RTP ? { silentMs: this.#o.site.phoneTimeoutMs } : {};
    const refused = refusal === undefined ? {} : { refusal };
    this.#toOwner(turn, at, { type: 'legEnded', leg, how, ...late, ...silence, ...refused });
  }

  #toOwner(turn: UnitOfWork, at: Timestamp, event: Extract<CallEvent, { leg: string }>): void {
    const owner = this.#o.registry.ownerOf(event.leg);
    if (owner) turn.toCall(at, owner, event);
    else if (event.type !== 'legEnded') this.#stray(turn, event);
  }

  /** Whoever is at the other end would hear nothing for ever. */
  #stray(turn: UnitOfWork, event: Extract<CallEvent, { leg: string }>): void {
    this.#o.log.warn('a leg without an owner is ended', { event });
    turn.command(event.leg, { do: 'hangUp', leg: event.leg, reason: 'normal' });
  }

  /** A call begins. Returns its id, or undefined where it is refused. */
  arrived(turn: UnitOfWork, at: Timestamp, caller: IncomingCaller, how: HowFound): CallId | undefined {
    const { site, log, registry } = this.#o;
    const { leg, line, from } = caller;
    const id = this.#o.newCallId();
    const { found, agoMs } = how;
    const arrivedAt = agoMs && { wall: at.wall - agoMs, mono: at.mono - agoMs };
    const known = { leg, line, from, ...(found && { found }), ...(arrivedAt && { arrivedAt }) };
    const arrival = arrivalOf(id, known, at, site, registry);
    if (!arrival) {
      log.warn('a call to a number that is no line of ours is refused', {
        line,
        cure: 'add the line to sansheng.yaml, or do not send it here',
      });
      turn.command(leg, { do: 'hangUp', leg, reason: 'unallocated' });
      return undefined;
    }
    turn.arrive(at, arrival);
    return id;
  }
}
