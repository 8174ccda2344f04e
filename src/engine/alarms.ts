import { agentDeadline } from '../core/agents/step.ts';
import { callDeadline } from '../core/call/deadline.ts';
import { callbackDeadline } from '../core/callback/on-deadline.ts';
import type { AgentId, CallbackId, CallId, ProgrammeId } from '../core/ids.ts';
import { programmeDeadline } from '../core/programme/programme.ts';
import { Deadlines } from './deadlines.ts';
import type { Mail } from './mail.ts';
import type { Clock } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { Turn } from './turn.ts';

/** After this time a deadline is tried again that a machine could not work on: not at once, or it would be tried for ever. */
const TRY_AGAIN_MS = 10_000;

/** Posts mail; `failed` is called where it could not be worked on. */
type Post = (mail: Mail, failed?: () => void) => void;

/** Asks the machines, which own no timers, when they want to hear from the clock, and posts it to them then. */
export class Alarms {
  readonly #deadlines: Deadlines;
  readonly #registry: Registry;
  readonly #site: EngineSite;
  readonly #clock: Clock;
  readonly #post: Post;

  constructor(registry: Registry, site: EngineSite, clock: Clock, post: Post) {
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
    this.#arm(`call ${id}`, due, (turn, at) => turn.toCall(at, id, { type: 'deadline' }));
  }

  #armAgent(id: AgentId): void {
    const agent = this.#registry.agents.get(id);
    const due = agent ? agentDeadline(agent) : null;
    this.#arm(`agent ${id}`, due, (turn, at) => turn.toAgent(at, id, { type: 'deadline' }));
  }

  #armCallback(id: CallbackId): void {
    const callback = this.#registry.callbacks.get(id);
    const due = callback ? callbackDeadline(callback, this.#site.rules(callback.standard)) : null;
    this.#armWall(`callback ${id}`, due, (turn, at) => {
      turn.toCallback(at, id, { type: 'deadline' });
      turn.afterwards(() => this.#armCallback(id));
    });
  }

  #armProgramme(id: ProgrammeId): void {
    const { programmes } = this.#registry;
    const programme = programmes.programmes.get(id);
    const { wall } = this.#clock.now();
    const due = programme ? programmeDeadline(programme, programmes.rows(id), wall) : null;
    this.#armWall(`programme ${id}`, due, (turn, at) => turn.programmes.take(at, id, { type: 'deadline' }));
  }

  #arm(key: string, due: number | null, mail: Mail): void {
    this.#deadlines.arm(key, due, () => this.#wake(key, mail));
  }

  #armWall(key: string, due: number | null, mail: Mail): void {
    this.#deadlines.armWall(key, due, () => this.#wake(key, mail));
  }

  #wake(key: string, mail: Mail): void {
    this.#post(mail, () => this.#arm(key, this.#clock.now().mono + TRY_AGAIN_MS, mail));
  }
}
