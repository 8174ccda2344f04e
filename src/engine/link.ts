import type { Mailbox } from './mailbox.ts';
import type { Clock, Log, Telephony } from './ports.ts';
import { reconcile, toAsk } from './reconcile.ts';
import type { Registry } from './registry.ts';

/** How long after a question that got no answer Asterisk is asked again what there is. */
const RECONCILE_AGAIN_MS = 1000;

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
  #isUp = true;

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
  async #reconcileOn(link: number): Promise<void> {
    const { clock, log, mailbox } = this.#o;
    while (link === this.#links && mailbox.isOpen) {
      try {
        return await this.reconcile();
      } catch (error) {
        log.error('could not reconcile', { error });
        await new Promise<void>((go) => clock.wakeAt(clock.now().mono + RECONCILE_AGAIN_MS, go));
      }
    }
  }

  /** Asks Asterisk what there is, and has it held against what is known. Rejects with TelephonyError. */
  async reconcile(): Promise<void> {
    const { telephony, registry, log, mailbox } = this.#o;
    const asked = toAsk(registry);
    const snapshot = await telephony.snapshot({ playbacks: asked.playbacks });
    const { arriving } = mailbox;
    const link = this.#links;
    mailbox.doFirst((turn, at) => {
      turn.changes.afterwards(() => {
        this.#isUp = link === this.#links;
      });
      reconcile(turn, registry, { asked, snapshot, arriving }, at, log);
    });
  }
}
