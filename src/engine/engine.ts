import type { AgentId, LegId } from '../core/ids.ts';
import type { Dialling } from '../core/rules.ts';
import type { FailedInput, QueuedCommand } from './change-set.ts';
import { FeatureCodes } from './codes.ts';
import { type Ask, NotKept, OperatorCommands, OrderFailed } from './commands.ts';
import { CommitQueue } from './commit-queue.ts';
import { dispatch } from './dispatch.ts';
import { FactFeed } from './fact-feed.ts';
import { AsteriskLink } from './link.ts';
import { loadRegistry } from './load.ts';
import type { MachineKind } from './machine-states.ts';
import { MachineTimers } from './machine-timers.ts';
import { MACHINES, type MachineTable } from './machines.ts';
import type { Outcome, QueuedTask, Task } from './mailbox.ts';
import { mayDialNow } from './number-history.ts';
import { OfflineRequestImporter } from './offline-requests.ts';
import { Performer } from './perform.ts';
import { PhoneOutages } from './phone-outages.ts';
import type { Clock, Log, OfflineRequestStore, Presence, Store, Telephony, TelephonyEvent } from './ports.ts';
import { ProgrammeCommands } from './programme-commands.ts';
import { Registry } from './registry.ts';
import { Router } from './router.ts';
import type { EngineSite } from './site.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** What an engine is made of. */
export interface EngineOptions {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: OfflineRequestStore;
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
  readonly #timers: MachineTimers;
  readonly #performer: Performer;
  readonly #codes: FeatureCodes;
  readonly #router: Router;
  readonly #mailbox: QueuedTask[] = [];
  #turning: Promise<void> | null = null;
  /** Until the first reconciliation, and after the stop, tasks wait. */
  #open = false;
  readonly #commits: CommitQueue;
  readonly #offlineRequests: OfflineRequestImporter;
  /** What has been committed, as it is. */
  readonly facts = new FactFeed();
  /** What people order, beside calls. */
  readonly desk: OperatorCommands;
  /** callback.programme. */
  readonly programmes: ProgrammeCommands;
  /** Agents of whose phones nothing has been told yet: until then nobody can be said not to be there. */
  readonly #untold = new Set<AgentId>();
  readonly #link: AsteriskLink;
  #ids = 0;
  #failed: FailedInputs = { count: 0, lastAt: null };

  constructor(options: EngineOptions) {
    this.#o = options;
    this.#machines = options.machines ?? MACHINES;
    this.#timers = new MachineTimers({
      machines: this.#machines,
      registry: this.#registry,
      ...{ site: options.site, clock: options.clock },
      post: (task, failed) => this.#post(task, { failed }),
    });
    const later = () => this.#post(() => undefined);
    this.#commits = new CommitQueue(options, later, (facts) => this.facts.publish(facts));
    this.#performer = new Performer(options.telephony, options.log, (e) => this.#telephony(e));
    this.#link = new AsteriskLink({
      ...{ telephony: options.telephony, clock: options.clock, log: options.log, registry: this.#registry },
      arriving: () => new Set(this.#mailbox.flatMap(({ arrives }) => arrives ?? [])),
      doFirst: (task) => {
        this.#mailbox.unshift({ at: options.clock.now(), task });
        this.#wake();
      },
      isOpen: () => this.#open,
    });
    this.desk = new OperatorCommands(this.#registry, this.ask);
    const { away: book, clock, log, site } = options;
    const { ask } = this;
    this.#offlineRequests = new OfflineRequestImporter({
      book,
      clock,
      log,
      site,
      registry: this.#registry,
      ask,
    });
    this.programmes = new ProgrammeCommands(this.#registry, site, options.store, ask);
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
    await this.#link.reconcile();
    this.#mailbox.unshift({ at: now, task: (turn) => turn.noteRestored(now) });
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
    this.#offlineRequests.look();
    log.info('engine started', known);
  }

  /** Takes no more events, finishes the turn in hand and what it ordered. Calls go on in Asterisk. */
  async stop(): Promise<void> {
    const { presence, telephony } = this.#o;
    this.#offlineRequests.stop();
    await this.idle();
    this.#open = false;
    this.#timers.stop();
    await this.#commits.flush();
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
    if (event.type === 'linkDown') this.#link.lost(event.cause);
    else if (event.type === 'linkUp') {
      this.#link.restored();
      this.#offlineRequests.look();
    } else {
      const arrives = event.type === 'callArrived' || event.type === 'codeDialled' ? event.leg : undefined;
      this.#post((turn, at) => this.#router.route(turn, at, event), { arrives });
    }
  }

  /** What people and programs order goes through here. */
  readonly ask: Ask = (work, notes = {}) =>
    new Promise((resolve, reject) => {
      let done: { readonly result: ReturnType<typeof work> } | null = null;
      const task: Task = (turn, at) => {
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
      this.#mailbox.push({ at: this.#o.clock.now(), task, settle });
      this.#wake();
    });

  #post(
    task: Task,
    { arrives, failed }: { arrives?: LegId | undefined; failed?: (() => void) | undefined } = {},
  ): void {
    const settle = failed && ((outcome: Outcome) => outcome.is === 'failed' && failed());
    this.#mailbox.push({ at: this.#o.clock.now(), task, arrives, settle });
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

  async #turn(tasks: readonly QueuedTask[]): Promise<void> {
    const { log, site } = this.#o;
    const turn = new UnitOfWork({
      ...{ registry: this.#registry, machines: this.#machines, site, log },
      newId: (kind) => this.#newId(kind),
    });
    const failures = new Map<QueuedTask, FailedInput>();
    for (const queued of tasks) {
      const { at, task } = queued;
      const failed = turn.changes.attempt(at, () => task(turn, at));
      if (failed) {
        failures.set(queued, failed);
        this.#note(failed);
      } else if (this.#link.isUp) {
        // an attempt of its own: where nobody can be given out, what has happened is known all the same
        const undone = turn.changes.attempt(at, () =>
          dispatch(turn, this.#registry, site, at, this.#untold.size === 0),
        );
        if (undone) this.#note(undone);
      }
    }
    this.#performer.perform(await this.#keep(turn));
    const kept = tasks.some(({ settle }) => settle) ? this.#commits.kept(ORDER_PATIENCE_MS) : null;
    for (const queued of tasks) {
      const failed = failures.get(queued);
      if (failed) queued.settle?.({ is: 'failed', error: failed.error });
      else void kept?.then((is) => queued.settle?.({ is: is ? 'kept' : 'notKept' }));
    }
    this.#timers.rearm(turn);
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
    if (!turn.isEmpty) return this.#commits.commit(turn.batch, turn.commands);
    const late = this.#commits.hasBacklog ? await this.#commits.flush() : [];
    return [...late, ...turn.commands];
  }
}
