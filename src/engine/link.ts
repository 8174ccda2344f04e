import { type CallId, callOf, type LegId } from '../core/ids.ts';
import type { FirstTask, Mailbox, Task } from './mailbox.ts';
import type { EngineOptions } from './options.ts';
import type { Performer } from './perform.ts';
import type { TelephonyEvent } from './ports.ts';
import { type Answer, reconcileCall, toAsk } from './reconcile.ts';
import type { Registry } from './registry.ts';
import { StallWatch } from './stall-watch.ts';
import { type StrayOptions, settleStrays } from './strays.ts';

/** How long after a question that got no answer, or an answer that could not be worked on, Asterisk is asked again what
 * there is. */
const RECONCILE_AGAIN_MS = 1000;
/** The longest time between two questions about what could not be worked on. */
const LONGEST_AGAIN_MS = 60_000;

/** `agoMs`: an event happened so long ago, while the engine stood still. `unasked`: the link was lost before it, and Asterisk has not
 * told yet what happened meanwhile. `joining`: customer and agent were still being connected. */
export interface Lateness {
  readonly agoMs?: number;
  readonly unasked?: true;
  readonly joining?: true;
}

/** The parts of the engine that the link needs. */
export interface AsteriskLinkOptions {
  readonly registry: Registry;
  readonly mailbox: Mailbox;
  readonly performer: Pick<Performer, 'isBusy' | 'connects' | 'unplayed'>;
  readonly adopt: StrayOptions['adopt'];
  /** Called where what Asterisk has of this call could not be worked on. */
  readonly stuck: (id: string) => void;
}

/** The link to Asterisk: whether it is there, and what has to be put right after it was lost. */
export class AsteriskLink {
  readonly #o: AsteriskLinkOptions & Pick<EngineOptions, 'telephony' | 'clock' | 'log'>;
  /** Counts the links that were lost, and those that were there again. */
  #links = 0;
  #isUp = false;
  /** How many questions to Asterisk are open, and the legs of which a hold or its end was reported meanwhile. */
  #asking = 0;
  #changed = new Set<LegId>();
  /** Calls of which a command was not carried out, until Asterisk is asked about them. */
  #doubted = new Set<CallId>();
  readonly #stalls: StallWatch;

  constructor(ports: Pick<EngineOptions, 'telephony' | 'clock' | 'log'>, parts: AsteriskLinkOptions) {
    this.#o = { ...ports, ...parts };
    this.#stalls = new StallWatch(ports.clock);
  }

  /** Nobody is offered a call while Asterisk is out of reach. */
  get isUp(): boolean {
    return this.#isUp;
  }

  lost(cause: string): void {
    this.#links += 1;
    this.#isUp = false;
    this.#o.log.error('the link to Asterisk is lost', { cause });
  }

  /** An event has been reported. */
  saw(event: TelephonyEvent, happened?: number): Lateness {
    if (this.#asking > 0 && (event.type === 'legHeld' || event.type === 'legResumed'))
      this.#changed.add(event.leg);
    const agoMs = happened === undefined ? 0 : this.#stalls.agoMs(happened);
    const joining = event.type === 'legHeld' && this.#isJoining(event.leg);
    return {
      ...(agoMs > 0 && { agoMs }),
      ...(!this.#isUp && { unasked: true }),
      ...(joining && { joining }),
    };
  }

  #isJoining(leg: LegId): boolean {
    const call = this.#o.registry.ownerOf(leg);
    return call !== undefined && this.#o.performer.connects.has(call);
  }

  stop(): void {
    this.#stalls.stop();
  }

  /** Resolves when it is known what Asterisk has, or the link is lost once more. */
  async restored(): Promise<void> {
    this.#o.log.info('the link to Asterisk is there again');
    this.#links += 1;
    await this.#reconcileOn(this.#links);
  }

  /** An event could not be worked on: the call may wait for what it told. Soon Asterisk is asked. */
  failed(event: TelephonyEvent): void {
    if ('leg' in event) this.doubt(this.#o.registry.ownerOf(event.leg) ?? event.leg);
    else if ('playback' in event) this.doubt(callOf(event.playback));
  }

  /** A command of this call was not carried out, though the link is there: soon Asterisk is asked what it has of the call. */
  doubt(call: CallId): void {
    this.#doubted.add(call);
    if (this.#doubted.size > 1) return;
    const link = this.#links;
    void this.#pause(RECONCILE_AGAIN_MS).then(() => {
      const only = new Set([...this.#doubted, STRAYS]);
      this.#doubted.clear();
      return this.#reconcileOn(link, { only, afterMs: RECONCILE_AGAIN_MS });
    });
  }

  /** Until it has worked, or that link is lost. */
  async #reconcileOn(link: number, again?: Again): Promise<void> {
    const { log, mailbox } = this.#o;
    while (link === this.#links && mailbox.isOpen) {
      try {
        return await this.reconcile(again);
      } catch (error) {
        log.error('could not reconcile', { error });
        await this.#pause(RECONCILE_AGAIN_MS);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    const { clock } = this.#o;
    return new Promise((go) => clock.wakeAt(clock.now().mono + ms, go));
  }

  /** Asks Asterisk what there is, and has it held against what is known, each call on its own: one that fails keeps nothing
   * from the others, and is taken again later. Rejects with TelephonyError. */
  async reconcile({ only, afterMs }: Again = { afterMs: RECONCILE_AGAIN_MS }): Promise<void> {
    const { registry, log, mailbox, adopt, performer } = this.#o;
    this.#stalls.start();
    const answer = await this.#ask(only);
    const link = this.#links;
    const calls = [...registry.calls.values()];
    const bridges = new Set(calls.flatMap(({ bridge }) => bridge ?? []));
    const failed = new Set<string>();
    const again = (id: string) => this.#failed(failed, id, { link, afterMs });
    const notDone = (id: string) => {
      for (const prompt of answer.unplayed.values()) if (prompt.call === id) performer.unplayed.keep(prompt);
      this.#o.stuck(id);
      again(id);
    };
    const part = (id: string, task: Task): FirstTask[] =>
      only?.has(id) === false ? [] : [{ task, failed: () => notDone(id) }];
    mailbox.doFirst([
      ...calls.flatMap(({ id }) =>
        part(id, (turn, at) => {
          if (!reconcileCall(turn, id, answer, at)) again(id);
        }),
      ),
      ...part(STRAYS, (turn, at) => settleStrays(turn, at, answer, { log, bridges, adopt })),
      {
        task: () => {
          this.#isUp = link === this.#links;
        },
      },
    ]);
  }

  async #ask(only: Again['only']): Promise<Answer> {
    const { telephony, registry, mailbox, performer } = this.#o;
    const asked = toAsk(registry, (call) => performer.isBusy(call));
    this.#asking += 1;
    try {
      const snapshot = await telephony.snapshot({ playbacks: asked.playbacks });
      const unplayed = performer.unplayed.take(only);
      return { asked, snapshot, arriving: mailbox.arriving, changed: new Set(this.#changed), unplayed };
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) this.#changed.clear();
    }
  }

  /** Those that fail in one reconciliation are taken again together, each time later than before. */
  #failed(failed: Set<string>, id: string, { link, afterMs }: { link: number; afterMs: number }): void {
    failed.add(id);
    if (failed.size > 1) return;
    const next = { only: failed, afterMs: Math.min(afterMs * 2, LONGEST_AGAIN_MS) };
    void this.#pause(afterMs).then(() => this.#reconcileOn(link, next));
  }
}

/** In place of the id of a call: the legs and bridges that belong to none. */
const STRAYS = 'strays';

/** What is reconciled again, and after how long once more. */
interface Again {
  /** Ids of calls, or STRAYS; absent: everything. */
  readonly only?: ReadonlySet<string>;
  readonly afterMs: number;
}
