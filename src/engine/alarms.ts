import { agentDeadline } from '../core/agents/step.ts';
import { callDeadline } from '../core/call/deadline.ts';
import { callbackDeadline } from '../core/callback/looked.ts';
import type { AgentId, CallbackId, CallId, ProgrammeId } from '../core/ids.ts';
import { programmeDeadline } from '../core/programme/programme.ts';
import { Deadlines } from './deadlines.ts';
import type { Mail } from './mail.ts';
import type { Clock } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { Turn } from './turn.ts';

/** Asks the machines, which own no timers, when they want to hear from the clock, and posts it to them then. */
export class Alarms {
  readonly #deadlines: Deadlines;
  readonly #registry: Registry;
  readonly #site: EngineSite;
  readonly #clock: Clock;
  readonly #post: (mail: Mail) => void;

  constructor(registry: Registry, site: EngineSite, clock: Clock, post: (mail: Mail) => void) {
    this.#deadlines = new Deadlines(clock);
    this.#registry = registry;
    this.#site = site;
    this.#clock = clock;
    this.#post = post;
  }

  /** After a turn: every machine that it has touched is asked. */
  rearm(turn: Turn): void {
    const { calls, callbacks, agents, programmes } = turn.touched();
    for (const id of calls) this.#armCall(id);
    for (const id of agents) this.#armAgent(id);
    for (const id of callbacks) this.#armCallback(id);
    for (const id of programmes) this.#armProgramme(id);
  }

  stop(): void {
    this.#deadlines.stop();
  }

  #armCall(id: CallId): void {
    const call = this.#registry.calls.get(id);
    const due = call ? callDeadline(call, this.#site.rules(call.standard, call.edition)) : null;
    this.#deadlines.arm(`call ${id}`, due, () =>
      this.#post((turn, at) => {
        turn.toCall(at, id, { type: 'deadline' });
      }),
    );
  }

  #armAgent(id: AgentId): void {
    const agent = this.#registry.agents.get(id);
    const due = agent ? agentDeadline(agent) : null;
    this.#deadlines.arm(`agent ${id}`, due, () =>
      this.#post((turn, at) => turn.toAgent(at, id, { type: 'deadline' })),
    );
  }

  #armCallback(id: CallbackId): void {
    const callback = this.#registry.callbacks.get(id);
    const due = callback ? callbackDeadline(callback, this.#site.rules(callback.standard)) : null;
    this.#deadlines.armWall(`callback ${id}`, due, () => {
      this.#post((turn, at) => turn.toCallback(at, id, { type: 'deadline' }));
      this.#post(() => this.#armCallback(id));
    });
  }

  #armProgramme(id: ProgrammeId): void {
    const { programmes } = this.#registry;
    const programme = programmes.programmes.get(id);
    const { wall } = this.#clock.now();
    const due = programme ? programmeDeadline(programme, programmes.rows(id), wall) : null;
    const again = programmes.lookAgainAt.get(id) ?? 0;
    const next = Math.min(due ?? Number.POSITIVE_INFINITY, again > wall ? again : Number.POSITIVE_INFINITY);
    this.#deadlines.armWall(`programme ${id}`, Number.isFinite(next) ? next : null, () => {
      this.#post((turn, at) => turn.programmes.look(at, id));
    });
  }
}
