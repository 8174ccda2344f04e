import type { AgentId } from '../core/ids.ts';
import type { Dialling } from '../core/rules.ts';
import type { GivenAnswer } from './access.ts';
import type { FailedInput } from './change-set.ts';
import { FeatureCodes } from './codes.ts';
import { type Ask, OperatorCommands } from './commands.ts';
import { type CommitEvents, CommitQueue } from './commit-queue.ts';
import { Dispatcher } from './dispatch.ts';
import { FactFeed } from './fact-feed.ts';
import { FailedCalls } from './failed-calls.ts';
import { FailedInputLog, type FailedInputs } from './failed-inputs.ts';
import { type EngineFigures, loadFigures } from './figures.ts';
import { AsteriskLink } from './link.ts';
import { livePicture } from './live.ts';
import { loadRegistry } from './load.ts';
import type { MachineKind } from './machine-states.ts';
import { MachineTimers } from './machine-timers.ts';
import { MACHINES, type MachineTable } from './machines.ts';
import { Mailbox, type QueuedTask, settleAll } from './mailbox.ts';
import { mayDialNow } from './number-history.ts';
import { OfflineRequestImporter } from './offline-requests.ts';
import type { EngineOptions } from './options.ts';
import { Performer } from './perform.ts';
import { PhoneOutages } from './phone-outages.ts';
import type { TelephonyEvent } from './ports.ts';
import { ProgrammeCommands } from './programme-commands.ts';
import { Registry } from './registry.ts';
import { Router } from './router.ts';
import { SetAside } from './set-aside.ts';
import type { EngineSite } from './site.ts';
import { UnitOfWork } from './unit-of-work.ts';

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
  readonly #mailbox: Mailbox;
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
  readonly #setAside: SetAside;
  readonly #dispatcher: Dispatcher;
  #ids = 0;
  readonly #failed: FailedInputLog;
  readonly #failedCalls = new FailedCalls();

  constructor(options: EngineOptions) {
    this.#o = options;
    this.#failed = new FailedInputLog(options.log);
    this.#mailbox = new Mailbox(options.clock, (tasks) => this.#turn(tasks));
    const { ask } = this.#mailbox;
    this.#machines = options.machines ?? MACHINES;
    const stuck = (id: string) => this.#mailbox.post((turn) => this.#failedCalls.giveMusic(turn, id));
    this.#timers = new MachineTimers({
      ...{ machines: this.#machines, registry: this.#registry },
      ...{ site: options.site, clock: options.clock, stuck },
      post: (task, failed) => this.#mailbox.post(task, { failed }),
      failed: (what) => this.#failed.note(what),
    });
    const later = () => this.#mailbox.post(() => undefined);
    this.#setAside = new SetAside(options.clock, later);
    this.#dispatcher = new Dispatcher({
      ...{ registry: this.#registry, site: options.site, setAside: this.#setAside },
      failed: (what) => this.#failed.note(what),
    });
    this.#commits = new CommitQueue(options, this.#commitEvents(later));
    const failed = (call: string) => this.#link.doubt(call);
    this.#performer = new Performer(options, { report: (event) => this.#telephony(event), failed });
    this.#link = new AsteriskLink(options, {
      ...{ registry: this.#registry, mailbox: this.#mailbox },
      ...{ performer: this.#performer, stuck },
      adopt: (turn, at, caller, found) => this.#router.arrived(turn, at, caller, { found }),
    });
    this.desk = new OperatorCommands(this.#registry, ask);
    const { away: book, clock, log, site } = options;
    const parts = { book, clock, log, site, ask, registry: this.#registry };
    this.#offlineRequests = new OfflineRequestImporter(parts);
    this.programmes = new ProgrammeCommands(this.#registry, site, ask);
    const outages = new PhoneOutages(this.#registry, options.outagePin ?? null, log);
    this.#codes = new FeatureCodes(this.#registry, site, outages);
    this.#router = new Router({
      ...{ registry: this.#registry, site, log, codes: this.#codes },
      newCallId: () => this.#newId('call'),
    });
  }

  #commitEvents(retry: () => void): CommitEvents {
    return {
      retry,
      publish: (facts) => this.facts.publish(facts),
      superseded: (commands) => this.#performer.drop(commands, 'stopped'),
      refused: (error, batch, commands) => {
        this.#failed.noteBatch(error, batch);
        this.#performer.drop(commands, 'failed');
      },
    };
  }

  /** Does something in a unit of work of its own: what people and programs order goes through here. */
  get ask(): Ask {
    return this.#mailbox.ask;
  }

  get site(): EngineSite {
    return this.#o.site;
  }

  /** callback.purpose: whether the line may dial the number now. */
  mayDial(raw: string, line: string): Dialling {
    const { site } = this.#o;
    return mayDialNow(this.#registry, site.rules(site.line(line)?.standard ?? ''), raw, line);
  }

  /** An answer to a request of the HTTP API that will be kept with what it tells of, once the store takes it. */
  pendingAnswer(who: string, key: string): GivenAnswer | undefined {
    return this.#commits.pendingAnswer(who, key);
  }

  get failedInputs(): FailedInputs {
    return this.#failed.figures;
  }

  /** Resolves when the loop has had its next turn, which it has not while one hangs. */
  turned(): Promise<void> {
    return new Promise((go) => this.#mailbox.post(() => go()));
  }

  get figures(): EngineFigures {
    return {
      ...{ asterisk: this.#link.isUp, store: !this.#commits.isRefused, commits: this.#commits.times },
      ...{ verdicts: this.facts.verdicts, trunkRefusals: this.#router.trunkRefusals },
      load: loadFigures(this.#registry, this.#o.clock.now()),
      live: () => livePicture(this.#registry, this.#o.site, this.#o.clock.now()),
    };
  }

  /** Loads what was committed, connects, reconciles and begins. Rejects with TelephonyError or StoreError. */
  async start(): Promise<void> {
    const { store, telephony, presence, clock, log, site } = this.#o;
    const [machines, now] = [this.#machines, clock.now()];
    const { known, lastAt } = await loadRegistry(this.#registry, { store, machines, site, log, now });
    for (const { id } of site.agents) this.#untold.add(id);
    await telephony.start((event, happened) => this.#telephony(event, happened));
    await this.#link.reconcile();
    this.#mailbox.doFirst([{ task: (turn) => turn.noteRestored(now, lastAt) }], now);
    this.#mailbox.open();
    await presence.start(
      site.agents.map((a) => a.id),
      ({ agent, device }) =>
        this.#mailbox.post((turn, at) => {
          // told, even if it cannot be worked on: others do not wait for it
          this.#untold.delete(agent);
          turn.toAgent(at, agent, { type: 'device', device });
        }),
      (agent) => this.#mailbox.post((turn, at) => turn.phoneGone(at, agent)),
    );
    this.#mailbox.post((turn) => turn.touchAll());
    for (const { id, status } of this.#registry.callbacks.values())
      if (status.is === 'attempting')
        this.#timers.insist(`attempt ${id}`, (turn, at) => turn.endLostAttempt(at, id));
    for (const id of this.#registry.programmes.programmes.keys()) this.#timers.look('programme', id);
    this.#offlineRequests.look();
    log.info('engine started', known);
  }

  /** Takes no more events, finishes the turn in hand and what it ordered. Calls go on in Asterisk. */
  async stop(): Promise<void> {
    const { presence, telephony } = this.#o;
    this.#offlineRequests.stop();
    await this.idle();
    this.#mailbox.close();
    this.#timers.stop();
    this.#link.stop();
    this.#setAside.stop();
    await this.#commits.flush();
    await presence.stop();
    await telephony.stop();
  }

  /** Resolves when the mailbox is empty and everything ordered has been carried out. */
  async idle(): Promise<void> {
    while (this.#mailbox.turning || !this.#performer.isIdle) {
      await this.#mailbox.turning;
      await this.#performer.idle();
    }
  }

  #newId(kind: MachineKind): string {
    this.#ids += 1;
    const time = this.#o.clock.now().wall.toString(36);
    return `${this.#machines[kind]?.idPrefix}${time}-${this.#ids}`;
  }

  #telephony(event: TelephonyEvent, happened?: number): void {
    if (event.type === 'linkDown') this.#link.lost(event.cause);
    else if (event.type === 'linkUp') {
      // first the callers who are known to have rung: one may have left another number
      void this.#link.restored().then(() => this.#offlineRequests.look());
    } else {
      const [late] = [this.#link.saw(event, happened), this.#performer.saw(event)];
      const arrives = event.type === 'callArrived' || event.type === 'codeDialled' ? event.leg : undefined;
      const failed = () => this.#link.failed(event);
      this.#mailbox.post((turn, at) => this.#router.route(turn, at, event, late), { arrives, failed });
    }
  }

  async #turn(given: Iterable<QueuedTask>): Promise<void> {
    const { log, site } = this.#o;
    const turn = new UnitOfWork({
      ...{ registry: this.#registry, machines: this.#machines, site, log },
      newId: (kind) => this.#newId(kind),
    });
    const failures = new Map<QueuedTask, FailedInput>();
    const tasks: QueuedTask[] = [];
    for (const queued of given) {
      tasks.push(queued);
      const failed = turn.changes.attempt(queued.at, () => queued.task(turn, queued.at));
      if (!failed) continue;
      failures.set(queued, failed);
      this.#failed.note(failed);
    }
    const last = tasks.at(-1);
    const mayDial = !this.#commits.hasBacklog;
    if (last && failures.size < tasks.length && this.#link.isUp)
      this.#dispatcher.run(turn, last.at, { phonesKnown: this.#untold.size === 0, mayDial });
    this.#failedCalls.goOn(turn);
    this.#performer.expect(turn.commands);
    this.#performer.perform(await this.#commits.commit(turn));
    const kept = tasks.some(({ settle }) => settle) ? this.#commits.kept(ORDER_PATIENCE_MS) : null;
    settleAll(tasks, failures, kept);
    this.#timers.rearm(turn);
  }
}
