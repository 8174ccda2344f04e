import type { FirstTask, Mailbox, Task } from './mailbox.ts';
import type { Clock, Log, Telephony } from './ports.ts';
import { endStrays, reconcileCall, toAsk } from './reconcile.ts';
import type { Registry } from './registry.ts';

/** How long after a question that got no answer, or an answer that could not be worked on, Asterisk is asked again what
 * there is. */
const RECONCILE_AGAIN_MS = 1000;
/** The longest time between two questions about what could not be worked on. */
const LONGEST_AGAIN_MS = 60_000;

/** The parts of the engine that the link needs. */
export interface AsteriskLinkOptions {
  readonly telephony: Telephony;
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: Registry;
  readonly mailbox: Mailbox;
}

/** The link to Asterisk: whether it is there, and what has to be put right after it was lost. */
export class AsteriskLink {
  readonly #o: AsteriskLinkOptions;
  /** Counts the links that were lost, and those that were there again. */
  #links = 0;
  #isUp = false;

  constructor(options: AsteriskLinkOptions) {
    this.#o = options;
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

  restored(): void {
    this.#o.log.info('the link to Asterisk is there again');
    this.#links += 1;
    void this.#reconcileOn(this.#links);
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
    const { telephony, registry, log, mailbox } = this.#o;
    const asked = toAsk(registry);
    const snapshot = await telephony.snapshot({ playbacks: asked.playbacks });
    const answer = { asked, snapshot, arriving: mailbox.arriving };
    const link = this.#links;
    const calls = [...registry.calls.values()];
    const bridges = new Set(calls.flatMap(({ bridge }) => bridge ?? []));
    const failed = new Set<string>();
    const part = (id: string, task: Task): FirstTask[] =>
      only?.has(id) === false ? [] : [{ task, failed: () => this.#failed(failed, id, { link, afterMs }) }];
    mailbox.doFirst([
      ...calls.flatMap(({ id }) => part(id, (turn, at) => reconcileCall(turn, id, answer, at))),
      ...part(STRAYS, (turn) => endStrays(turn, answer, bridges, log)),
      {
        task: () => {
          this.#isUp = link === this.#links;
        },
      },
    ]);
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
