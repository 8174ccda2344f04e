import type { AgentId, LegId } from '../core/ids.ts';
import type { Dialling } from '../core/rules.ts';
import { Alarms } from './alarms.ts';
import { AwayIntake } from './away.ts';
import type { FailedInput, QueuedCommand } from './change-set.ts';
import { FeatureCodes } from './codes.ts';
import { type Ask, Desk, NotKept, OrderFailed } from './desk.ts';
import { dispatch } from './dispatch.ts';
import { FactFeed } from './fact-feed.ts';
import { Keeper } from './keeper.ts';
import { loadRegistry } from './load.ts';
import type { MachineKind } from './machine-states.ts';
import { MACHINES, type MachineTable } from './machines.ts';
import type { Letter, Mail, Outcome } from './mail.ts';
import { mayDialNow } from './number-history.ts';
import { Performer } from './perform.ts';
import { PhoneOutages } from './phone-outages.ts';
import type { AwayBook, Clock, Log, Presence, Store, Telephony, TelephonyEvent } from './ports.ts';
import { ProgrammeDesk } from './programme-desk.ts';
import { reconcile, toAsk } from './reconcile.ts';
import { Registry } from './registry.ts';
import { Router } from './router.ts';
import type { EngineSite } from './site.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** What an engine is made of. */
export interface EngineOptions {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: AwayBook;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly site: EngineSite;
  /** Every kind of machine that runs; MACHINES where not said. */
  readonly machines?: MachineTable;
  /** outage.notice: what a supervisor keys in to announce one by phone; without it, none does. */
  readonly outagePin?: string;
}

/** How many inputs failed since the start because of a fault of the program. */
export interface FailedInputs {
  readonly count: number;
  /** UTC ms; null where there is none. */
  readonly lastAt: number | null;
}

/** How long after a question that got no answer Asterisk is asked again what there is. */
const RECONCILE_AGAIN_MS = 1000;

/** How long whoever orders something waits for a store that refuses. Calls do not wait for it. */
const ORDER_PATIENCE_MS = 5000;

/** The loop around the pure core. Invariants: 1. One loop: take what is in the mailbox, step, commit, then perform,
 * then re-arm. Turns never overlap. 2. An input is worked on wholly or not at all: one that fails leaves nothing, and
 * the others of its turn are kept. 3. What is performed has been committed; a promise to a caller is on the disk
 * before the caller hears of it. 4. A machine owns no timer: after each turn its own deadline is asked for, and armed
 * here. 5. After a start or a lost link the loop goes on from what was committed and what Asterisk still has. */
export class Engine {
  readonly #o: EngineOptions;
  readonly #registry = new Registry();
  readonly #machines: MachineTable;
  readonly #alarms: Alarms;
  readonly #performer: Performer;
  readonly #codes: FeatureCodes;
  readonly #router: Router;
  readonly #mailbox: Letter[] = [];
  #turning: Promise<void> | null = null;
  /** Until the first reconciliation, and after the stop, mail waits. */
  #open = false;
  readonly #keeper: Keeper;
  readonly #away: AwayIntake;
  /** What has been committed, as it is. */
  readonly facts = new FactFeed();
  /** What people order, beside calls. */
  readonly desk: Desk;
  /** callback.programme. */
  readonly programmes: ProgrammeDesk;
  /** Counts the links that were lost, and those that were there again. */
  #links = 0;
  /** Agents of whose phones nothing has been told yet: until then nobody can be said not to be there. */
  readonly #untold = new Set<AgentId>();
  /** Nobody is offered a call while Asterisk is out of reach. */
  #linked = true;
  #ids = 0;
  #failed: FailedInputs = { count: 0, lastAt: null };

  constructor(options: EngineOptions) {
    this.#o = options;
    this.#machines = options.machines ?? MACHINES;
    this.#alarms = new Alarms({
      machines: this.#machines,
      registry: this.#registry,
      ...{ site: options.site, clock: options.clock },
      post: (mail, failed) => this.#post(mail, { failed }),
    });
    const later = () => this.#post(() => undefined);
    this.#keeper = new Keeper(options, later, (facts) => this.facts.publish(facts));
    this.#performer = new Performer(options.telephony, options.log, (e) => this.#telephony(e));
    this.desk = new Desk(this.#registry, this.ask);
    const { away: book, clock, log, site } = options;
    const { ask } = this;
    this.#away = new AwayIntake({ book, clock, log, site, registry: this.#registry, ask });
    this.programmes = new ProgrammeDesk(this.#registry, site, options.store, ask);
    this.#codes = new FeatureCodes(
      this.#registry,
      options.site,
      new PhoneOutages(this.#registry, options.outagePin ?? null, options.log),
    );
    this.#router = new Router({
      registry: this.#registry,
      site: options.site,
      log: options.log,
      codes: this.#codes,
      newCallId: () => this.#newId('call'),
    });
  }

  get site(): EngineSite {
    return this.#o.site;
  }

  /** callback.purpose: whether the line may dial the number now. */
  mayDial(raw: string, line: string): Dialling {
    const { site } = this.#o;
    return mayDialNow(this.#registry, site.rules(site.line(line)?.standard ?? ''), raw, line);
  }

  get failedInputs(): FailedInputs {
    return this.#failed;
  }

  /** Loads what was committed, connects, reconciles and begins. Rejects with TelephonyError or StoreError. */
  async start(): Promise<void> {
    const { store, telephony, presence, clock, log, site } = this.#o;
    const [machines, now] = [this.#machines, clock.now()];
    const known = await loadRegistry(this.#registry, { store, machines, site, log, now });
    for (const { id } of site.agents) this.#untold.add(id);
    await telephony.start((event) => this.#telephony(event));
    await this.#reconcile();
    this.#mailbox.unshift({ at: now, mail: (turn) => turn.noteRestored(now) });
    this.#open = true;
    await presence.start(
      site.agents.map((a) => a.id),
      ({ agent, device }) =>
        this.#post((turn, at) => {
          turn.changes.afterwards(() => this.#untold.delete(agent));
          turn.toAgent(at, agent, { type: 'device', device });
        }),
    );
    this.#post((turn, at) => {
      turn.endLostAttempts(at);
      turn.touchAll();
      for (const id of this.#registry.programmes.programmes.keys())
        turn.toProgramme(at, id, { type: 'deadline' });
    });
    this.#away.look();
    log.info('engine started', known);
  }

  /** Takes no more events, finishes the turn in hand and what it ordered. Calls go on in Asterisk. */
  async stop(): Promise<void> {
    const { presence, telephony } = this.#o;
    this.#away.stop();
    await this.idle();
    this.#open = false;
    this.#alarms.stop();
    await this.#keeper.catchUp();
    await presence.stop();
    await telephony.stop();
  }

  /** Resolves when the mailbox is empty and everything ordered has been carried out. */
  async idle(): Promise<void> {
    while (this.#turning || !this.#performer.isIdle) {
      await this.#turning;
      await this.#performer.idle();
    }
  }

  #newId(kind: MachineKind): string {
    this.#ids += 1;
    const time = this.#o.clock.now().wall.toString(36);
    return `${this.#machines[kind]?.idPrefix}${time}-${this.#ids}`;
  }

  #telephony(event: TelephonyEvent): void {
    if (event.type === 'linkDown') {
      this.#links += 1;
      this.#linked = false;
      this.#o.log.error('the link to Asterisk is lost', { cause: event.cause });
    } else if (event.type === 'linkUp') {
      this.#o.log.info('the link to Asterisk is there again');
      this.#links += 1;
      void this.#reconcileOn(this.#links);
      this.#away.look();
    } else {
      const arrives = event.type === 'callArrived' || event.type === 'codeDialled' ? event.leg : undefined;
      this.#post((turn, at) => this.#router.route(turn, at, event), { arrives });
    }
  }

  /** Until it has worked, or that link is lost. */
  async #reconcileOn(link: number): Promise<void> {
    const { clock, log } = this.#o;
    while (link === this.#links && this.#open) {
      try {
        return await this.#reconcile();
      } catch (error) {
        log.error('could not reconcile', { error });
        await new Promise<void>((go) => clock.wakeAt(clock.now().mono + RECONCILE_AGAIN_MS, go));
      }
    }
  }

  async #reconcile(): Promise<void> {
    const { telephony, clock, log } = this.#o;
    const asked = toAsk(this.#registry);
    const snapshot = await telephony.snapshot({ playbacks: asked.playbacks });
    const arriving = new Set(this.#mailbox.flatMap(({ arrives }) => arrives ?? []));
    const link = this.#links;
    const mail: Mail = (turn, at) => {
      turn.changes.afterwards(() => {
        this.#linked = link === this.#links;
      });
      reconcile(turn, this.#registry, { asked, snapshot, arriving }, at, log);
    };
    this.#mailbox.unshift({ at: clock.now(), mail });
    this.#wake();
  }

  /** What people and programs order goes through here. */
  readonly ask: Ask = (work, notes = {}) =>
    new Promise((resolve, reject) => {
      let done: { readonly result: ReturnType<typeof work> } | null = null;
      const mail: Mail = (turn, at) => {
        const result = work(turn, at);
        turn.changes.note(notes.audit?.(result) ?? null, notes.answer?.(result) ?? null);
        done = { result };
      };
      const settle = (outcome: Outcome) => {
        if (outcome.is === 'failed') {
          const { error: cause } = outcome;
          reject(new OrderFailed('a fault of the program: nothing has been changed', { cause }));
        } else if (done && outcome.is === 'kept') resolve(done.result);
        else reject(new NotKept('the change could not be saved'));
      };
      this.#mailbox.push({ at: this.#o.clock.now(), mail, settle });
      this.#wake();
    });

  #post(
    mail: Mail,
    { arrives, failed }: { arrives?: LegId | undefined; failed?: (() => void) | undefined } = {},
  ): void {
    const settle = failed && ((outcome: Outcome) => outcome.is === 'failed' && failed());
    this.#mailbox.push({ at: this.#o.clock.now(), mail, arrives, settle });
    this.#wake();
  }

  #wake(): void {
    if (this.#turning || !this.#open) return;
    this.#turning = this.#run().finally(() => {
      this.#turning = null;
      if (this.#mailbox.length > 0) this.#wake();
    });
  }

  async #run(): Promise<void> {
    while (this.#mailbox.length > 0 && this.#open) await this.#turn(this.#mailbox.splice(0));
  }

  async #turn(mails: readonly Letter[]): Promise<void> {
    const { log, site } = this.#o;
    const turn = new UnitOfWork({
      ...{ registry: this.#registry, machines: this.#machines, site, log },
      newId: (kind) => this.#newId(kind),
    });
    const failures = new Map<Letter, FailedInput>();
    for (const letter of mails) {
      const { at, mail } = letter;
      const failed = turn.changes.attempt(at, () => mail(turn, at));
      if (failed) {
        failures.set(letter, failed);
        this.#note(failed);
      } else if (this.#linked) {
        // an attempt of its own: where nobody can be given out, what has happened is known all the same
        const undone = turn.changes.attempt(at, () =>
          dispatch(turn, this.#registry, site, at, this.#untold.size === 0),
        );
        if (undone) this.#note(undone);
      }
    }
    this.#performer.perform(await this.#keep(turn));
    const kept = mails.some(({ settle }) => settle) ? this.#keeper.kept(ORDER_PATIENCE_MS) : null;
    for (const letter of mails) {
      const failed = failures.get(letter);
      if (failed) letter.settle?.({ is: 'failed', error: failed.error });
      else void kept?.then((is) => letter.settle?.({ is: is ? 'kept' : 'notKept' }));
    }
    this.#alarms.rearm(turn);
  }

  /** A fault of the program: it costs one input, and no call in progress. */
  #note({ at, error, step, before }: FailedInput): void {
    this.#failed = { count: this.#failed.count + 1, lastAt: at.wall };
    this.#o.log.error('an input could not be worked on, and has changed nothing; please report this', {
      error,
      at,
      ...step,
      before,
    });
  }

  /** What may be carried out once the store has been asked to keep what has changed. */
  async #keep(turn: UnitOfWork): Promise<QueuedCommand[]> {
    if (!turn.isEmpty) return this.#keeper.keep(turn.batch, turn.commands);
    const late = this.#keeper.isBehind ? await this.#keeper.catchUp() : [];
    return [...late, ...turn.commands];
  }
}
