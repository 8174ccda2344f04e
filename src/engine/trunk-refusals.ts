import type { Timestamp } from '../core/time.ts';
import type { Log, TelephonyErrorCode } from './ports.ts';

/** How often a trunk has not taken calls, by SIP status. */
export interface TrunkRefusalCount {
  readonly trunk: string;
  /** 0 where Asterisk has told none. */
  readonly status: number;
  readonly count: number;
}

/** From one line in the log to the next about the same status. */
const CODE: TelephonyErrorCode = 'TRUNK_REFUSED';
const QUIET_MS = 10 * 60_000;

const CURES: Readonly<Record<number, string>> = {
  0: "Look at the trunk in Asterisk's pjsip.conf: Asterisk knows no way to it",
  401: 'Give the trunk the user and the password that the carrier wants',
  402: 'Ask the carrier about the account',
  403: 'Ask the carrier which caller ids the trunk may show: most carriers let no 400 number call out',
  408: 'The carrier does not answer: compare outbound_host and outbound_port with what it has told you, and look at the firewall',
  407: 'Give the trunk the user and the password that the carrier wants',
  488: 'Ask the carrier which codecs it takes: the trunk offers G.711 A-law and µ-law',
  606: 'Ask the carrier which codecs it takes: the trunk offers G.711 A-law and µ-law',
};
const OTHER_CURE = 'Ask the carrier why it refuses calls with this SIP status';

/** Counts the calls to customers that trunks did not take. The log is told once for each trunk and status, and again only after a while. */
export class TrunkRefusals {
  readonly #log: Log;
  readonly #counts = new Map<string, TrunkRefusalCount>();
  /** When (monotonic ms) the log was told, and how many calls were refused by then. */
  readonly #told = new Map<string, { readonly at: number; readonly count: number }>();

  constructor(log: Log) {
    this.#log = log;
  }

  get counts(): readonly TrunkRefusalCount[] {
    return [...this.#counts.values()];
  }

  note({ mono }: Timestamp, { trunk, status }: Pick<TrunkRefusalCount, 'trunk' | 'status'>): void {
    const key = `${trunk} ${status}`;
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { trunk, status, count });
    const told = this.#told.get(key);
    if (told && mono < told.at + QUIET_MS) return;
    this.#told.set(key, { at: mono, count });
    this.#log.error('a trunk does not take calls to customers', {
      code: CODE,
      ...{ trunk, status, calls: count - (told?.count ?? 0) },
      cure: CURES[status] ?? OTHER_CURE,
    });
  }
}
