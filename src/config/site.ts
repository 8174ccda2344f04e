import { join } from 'node:path';
import type { CountryCode } from 'libphonenumber-js/max';
import type { MovedCodes } from '../core/agents/moved-codes.ts';
import type { AgentId, Language } from '../core/ids.ts';
import type { Role } from '../core/model/requested-agent.ts';
import type { RecordingMode } from '../core/quality/sample.ts';
import type { SiteApi } from './api-schema.ts';
import type { CallbackRules } from './callbacks.ts';
import type { OpeningHours } from './hours.ts';
import type { SipTransport, SiteSipTls } from './sip-tls-schema.ts';
import type { SiteWeb } from './web-schema.ts';
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
  /** The number that callbacks of this line show, on any trunk or by the trunk's name; null: the trunk's, or the line's own. */
  readonly callerId: string | Readonly<Record<string, string>> | null;
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

/** A SIP peer that brings callers and takes callbacks out. */
export interface SiteTrunk {
  /** The name of Asterisk's endpoint. */
  readonly name: string;
  /** The addresses and networks that its calls come from; at least one. */
  readonly match: readonly string[];
  readonly outboundHost: string;
  readonly outboundPort: number;
  /** Calls out and the registration go by this host; null: straight. */
  readonly outboundProxy: string | null;
  /** The address of this machine on the trunk's network; null: the site's. */
  readonly sipHost: string | null;
  /** The account with which the site registers and answers challenges; null: the peer goes by addresses. */
  readonly register: { readonly user: string; readonly authUser: string; readonly password: string } | null;
  /** What stands in From of calls out; null: the caller id, and this machine's address. */
  readonly fromUser: string | null;
  readonly fromDomain: string | null;
  /** The number that callbacks show where their line names none; null: that of the line. */
  readonly callerId: string | null;
  /** How customers' numbers are dialled. `areaCode`: numbers of this area are dialled without it. */
  readonly dial: {
    readonly form: 'national' | 'e164';
    readonly prefix: string;
    readonly areaCode: string | null;
  };
  /** So long a call out may do without ringing before the next trunk is tried. */
  readonly nextAfterMs: number;
  /** After so many seconds without any packet (sound, or RTCP) a leg of the trunk counts as lost. */
  readonly rtpTimeoutSeconds: number;
  readonly transport: SipTransport;
  /** Sound goes by SRTP, and no other way. */
  readonly srtp: boolean;
}

/** The agents' phones. */
export interface SitePhones {
  readonly transport: SipTransport;
  /** Sound goes by SRTP, and no other way. */
  readonly srtp: boolean;
  /** After so many seconds without any packet (sound, or RTCP) a phone that talks counts as lost. */
  readonly rtpTimeoutSeconds: number;
  /** The phones' own transfer key is left to the engine; else it is refused. */
  readonly transferKey: boolean;
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
  /** By UDP, and by TCP where somebody uses it. */
  readonly sip: number;
  /** SIP by TLS, where somebody uses it. */
  readonly sipTls: number;
  readonly ari: number;
  readonly ami: number;
  /** The HTTP API on loopback. */
  readonly api: number;
  /** The HTTP API for other machines, by TLS, where there is one. */
  readonly apiTls: number;
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
  /** In the order in which calls to customers try them; at least one. */
  readonly trunks: readonly SiteTrunk[];
  readonly phones: SitePhones;
  /** Null: nobody uses TLS. */
  readonly sipTls: SiteSipTls | null;
  readonly asterisk: SiteAsterisk;
  /** Null: as many as come. */
  readonly callers: SiteCallers | null;
  readonly ports: SitePorts;
  /** What an agent keys in after a call, key → name. 1 is always resolved, 2 always without a result yet. */
  readonly dispositions: Readonly<Record<string, string>>;
  /** Why an agent pauses, key → name. */
  readonly pauseReasons: Readonly<Record<string, string>>;
  /** Agents' codes that are moved or switched off. */
  readonly codes: MovedCodes;
  readonly housekeeping: Housekeeping;
  /** Null: the HTTP API listens on loopback alone. */
  readonly api: SiteApi | null;
  readonly web: SiteWeb;
  readonly webhooks: readonly SiteWebhook[];
}

/** The ports of a site with this base. */
export function sitePorts(base: number): SitePorts {
  return {
    base,
    sip: base,
    sipTls: base + 7,
    ari: base + 1,
    ami: base + 2,
    api: base + 3,
    trunkPeer: base + 4,
    agi: base + 5,
    apiTls: base + 6,
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
