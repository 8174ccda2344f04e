import type { CallState } from '../core/call/state.ts';
import { KINDS } from '../core/callback/kinds.ts';
import type { Dialling, Rules } from '../core/rules.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The site as the machines are told of it: callback.purpose needs, besides what the configuration says, whom nobody is to call,
 * and who has been called and has asked of late. All of it is in the store, so that a restart forgets none. */
export class Guard implements EngineSite {
  readonly #site: EngineSite;
  readonly #registry: Registry;
  readonly #guarded = new WeakMap<Rules, Rules>();

  constructor(site: EngineSite, registry: Registry) {
    this.#site = site;
    this.#registry = registry;
  }

  get agents(): EngineSite['agents'] {
    return this.#site.agents;
  }

  get pauseReasons(): EngineSite['pauseReasons'] {
    return this.#site.pauseReasons;
  }

  line(number: string) {
    return this.#site.line(number);
  }

  closed(line: CallState['line'], wall: number) {
    return this.#site.closed(line, wall);
  }

  salutation(line: CallState['line'], wall: number) {
    return this.#site.salutation(line, wall);
  }

  endOfDay(line: string, wall: number) {
    return this.#site.endOfDay(line, wall);
  }

  nextRound(schedule: string, line: string, wall: number) {
    return this.#site.nextRound(schedule, line, wall);
  }

  rules(standard: string, edition?: string): Rules {
    const plain = this.#site.rules(standard, edition);
    const known = this.#guarded.get(plain);
    if (known) return known;
    const rules: Rules = {
      ...plain,
      mayDial: (raw, line) => this.#mayDial(plain.mayDial(raw, line)),
      nextUncapped: (number, line, wall) => this.#nextUncapped(number, line, wall),
      hasManyWishes: (number, line, wall) => this.#hasManyWishes(number, line, wall),
    };
    this.#guarded.set(plain, rules);
    return rules;
  }

  #mayDial(asked: Dialling): Dialling {
    if (!('number' in asked) || !this.#registry.doNotCall.has(asked.number.e164)) return asked;
    return { refused: 'doNotCall', e164: asked.number.e164 };
  }

  #nextUncapped(number: string, line: string, wall: number): number {
    const caps = this.#site.line(line)?.callbacks;
    if (!caps) return wall;
    const dials = this.#dials(wall);
    const ofNumber = dials.filter((one) => one.number === number).map(({ at }) => at);
    const ofLine = dials.filter((one) => one.line === line).map(({ at }) => at);
    return Math.max(
      wall,
      afterCap(ofNumber, caps.perNumberPerHour, HOUR_MS, wall),
      afterCap(ofNumber, caps.perNumberPerDay, DAY_MS, wall),
      afterCap(ofLine, caps.perLinePerHour, HOUR_MS, wall),
    );
  }

  /** Every call to a customer of the last day. After the clock has been put back some lie ahead: they count as made just now, unless
   * that was by more than a day. */
  #dials(wall: number): { number: string; line: string; at: number }[] {
    return this.#registry.recentCallbacks().flatMap(({ number, line, attempts }) =>
      attempts
        .filter(({ outcome, rang }) => outcome !== 'agentFailed' && outcome !== 'gaveUp' && !rang)
        .filter(({ at }) => Math.abs(wall - at) < DAY_MS)
        .map(({ at }) => ({ number, line, at: Math.min(at, wall) })),
    );
  }

  #hasManyWishes(number: string, line: string, wall: number): boolean {
    const most = this.#site.line(line)?.callbacks?.holdBackAfter;
    const wishes = this.#registry
      .recentCallbacks()
      .filter((one) => one.number === number && KINDS[one.kind].by === 'caller')
      .filter(({ promisedAt }) => Math.abs(wall - promisedAt) < DAY_MS);
    return most !== undefined && wishes.length >= most;
  }
}

/** UTC ms at which fewer than `most` of these lie within the time before it; 0: it is so already. */
function afterCap(
  calls: readonly number[],
  most: number | undefined,
  withinMs: number,
  wall: number,
): number {
  if (most === undefined) return 0;
  const within = calls.filter((at) => at > wall - withinMs).toSorted((a, b) => a - b);
  const first = within[within.length - most];
  return first === undefined ? 0 : first + withinMs;
}
