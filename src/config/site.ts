import { join } from 'node:path';
import type { CountryCode } from 'libphonenumber-js/max';
import type { AgentId, Language } from '../core/ids.ts';
import type { Role } from '../core/model/requested-agent.ts';
import type { RecordingMode } from '../core/quality/sample.ts';
import type { CallbackRules } from './callbacks.ts';
import type { OpeningHours } from './hours.ts';
import type { SiteWebhook } from './webhooks.ts';

/** A number that callers dial, and how calls on it are kept. */
export interface SiteLine {
  readonly number: string;
  /** The name of a standard that is loaded. */
  readonly standard: string;
  /** IANA name: salutations and due times go by it. */
  readonly timeZone: string;
  /** That of callers who do not choose another. */
  readonly language: Language;
  /** language.caller: what the menu offers, in this order; null: there is none. */
  readonly languages: readonly Language[] | null;
  /** people.complaint: the key for it, before the queue; null: none is offered. */
  readonly complaintKey: string | null;
  /** quality.check: which conversations are recorded. */
  readonly recording: RecordingMode;
  /** Callers are told that calls are recorded, with the greeting. */
  readonly recordingNotice: boolean;
  /** Null: always open. */
  readonly hours: OpeningHours | null;
  /** The country whose numbers callers and agents mean where they say none. */
  readonly region: CountryCode;
  readonly callbacks: CallbackRules;
}

export interface SiteAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly languages: readonly Language[];
  readonly role: Role;
}

/** The SIP peer that brings callers and takes callbacks out. */
export interface SiteTrunk {
  /** The addresses and networks that its calls come from; at least one. */
  readonly match: readonly string[];
  readonly outboundHost: string;
  readonly outboundPort: number;
  /** After so many seconds without any packet (sound, or RTCP) a leg counts as lost: the trunk's legs and the phones'. */
  readonly rtpTimeoutSeconds: number;
}

/** How to reach an Asterisk that an admin runs. Passwords come from the environment, never from the file. */
export interface ExistingAsterisk {
  /** `http://127.0.0.1:8088`, without `/ari`. */
  readonly ariUrl: string;
  readonly ariUser: string;
  readonly ariPassword: string;
  readonly amiHost: string;
  readonly amiPort: number;
  readonly amiUser: string;
  readonly amiPassword: string;
}

/** How many callers are taken at the same time: each takes a leg, and agents' phones need some too. */
export interface SiteCallers {
  /** So many are served. */
  readonly most: number;
  /** So many more hear that there is no room, and are offered a callback. The others are refused. */
  readonly told: number;
  /** SIP 486 or 503. */
  readonly refuseAs: 'busy' | 'unavailable';
}

/** `auto`: `existing` where it is described, else Docker or a folder of our own, whichever the machine can do. */
export type AsteriskMode = 'auto' | 'existing' | 'docker' | 'folder';

export interface SiteAsterisk {
  readonly mode: AsteriskMode;
  readonly existing: ExistingAsterisk | null;
}

/** Every port that the site listens on, on loopback unless `sipHost` says otherwise; two sites with bases 300 apart do not meet. */
export interface SitePorts {
  readonly base: number;
  readonly sip: number;
  readonly ari: number;
  readonly ami: number;
  /** The HTTP API, always on loopback. */
  readonly api: number;
  /** Where the demo's trunk peer answers, on 127.0.0.2. */
  readonly trunkPeer: number;
  /** FastAGI for dialplans, always on loopback. */
  readonly agi: number;
  readonly rtpFirst: number;
  readonly rtpLast: number;
}

export interface Housekeeping {
  /** Cron, five fields, in the site's time zone. */
  readonly schedule: string;
  /** How long calls that are over are kept. */
  readonly keepDays: number;
  /** privacy.customer: how long recordings are. */
  readonly keepRecordingsDays: number;
  /** How long what is in `backups/` is. */
  readonly keepBackupsDays: number;
  readonly backup: boolean;
}

/** What `sansheng.yaml` says, checked. */
export interface Site {
  /** The address of this machine that SIP and RTP bind to; ARI and AMI are always on loopback. */
  readonly sipHost: string;
  readonly file: string;
  readonly company: Readonly<Record<Language, string>>;
  readonly timeZone: string;
  /** That of lines that say no other. */
  readonly region: CountryCode;
  readonly language: Language;
  /** That of lines that say nothing else. */
  readonly callbacks: CallbackRules;
  readonly lines: readonly SiteLine[];
  readonly agents: readonly SiteAgent[];
  readonly trunk: SiteTrunk;
  readonly asterisk: SiteAsterisk;
  /** Null: as many as come. */
  readonly callers: SiteCallers | null;
  readonly ports: SitePorts;
  /** What an agent keys in after a call, key → name. 1 is always resolved, 2 always without a result yet. */
  readonly dispositions: Readonly<Record<string, string>>;
  /** Why an agent pauses, key → name. */
  readonly pauseReasons: Readonly<Record<string, string>>;
  readonly housekeeping: Housekeeping;
  readonly webhooks: readonly SiteWebhook[];
}

/** The ports of a site with this base. */
export function sitePorts(base: number): SitePorts {
  return {
    base,
    sip: base,
    ari: base + 1,
    ami: base + 2,
    api: base + 3,
    trunkPeer: base + 4,
    agi: base + 5,
    rtpFirst: base + 100,
    rtpLast: base + 299,
  };
}

/** Where a site keeps its state; absolute if `root` (the checkout) is. */
export interface SitePaths {
  readonly dir: string;
  readonly store: string;
  readonly secrets: string;
  readonly asterisk: string;
  readonly log: string;
  /** Where Asterisk puts recordings: it knows no other place. */
  readonly recordings: string;
  readonly backups: string;
}

/** The state directory and what is in it; nothing is made. */
export function sitePaths(root: string, portBase: number): SitePaths {
  const dir = join(root, 'var', `site-${portBase}`);
  return {
    dir,
    store: join(dir, 'sansheng.db'),
    secrets: join(dir, 'secrets.json'),
    asterisk: join(dir, 'asterisk'),
    log: join(dir, 'log'),
    recordings: join(dir, 'asterisk', 'spool', 'recording'),
    backups: join(dir, 'backups'),
  };
}
