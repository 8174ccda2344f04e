import { isAbsolute } from 'node:path';
import type { SipTransport, SiteSipTls } from '../../config/sip-tls-schema.ts';
import type { Language } from '../../core/ids.ts';
import { HostError } from '../error.ts';

/** A phone that registers: an agent's, the supervisor's, the complaints desk's. */
export interface AsteriskAgent {
  /** User name and number, such as `8001`. */
  id: string;
  /** Shown on other phones; may be Chinese. */
  name: string;
  secret: string;
}

/** A SIP peer that brings callers and takes calls out. */
export interface AsteriskTrunk {
  /** Of its endpoint. */
  name: string;
  /** Addresses and networks, with commas between, by which its calls are recognised, whatever their port. */
  match: string;
  /** Where calls out go. */
  outboundHost: string;
  outboundPort: number;
  outboundProxy: string | null;
  /** The address of this machine on its network; null: the site's. */
  sipHost: string | null;
  register: { user: string; authUser: string; password: string } | null;
  fromUser: string | null;
  fromDomain: string | null;
  rtpTimeoutSeconds: number;
  transport: SipTransport;
  srtp: boolean;
}

/** All that Asterisk's configuration depends on. ARI and AMI always listen on 127.0.0.1. */
export interface AsteriskSite {
  /** Address (not a name) that SIP and RTP bind to. */
  sipHost: string;
  sipPort: number;
  sipTlsPort: number;
  sipTls: SiteSipTls | null;
  ariPort: number;
  amiPort: number;
  /** UDP ports for RTP, both ends included. */
  rtpFrom: number;
  rtpTo: number;
  ariPassword: string;
  amiPassword: string;
  agents: AsteriskAgent[];
  /** Seconds without any packet after which a leg counts as lost: a phone that talks, and any leg on hold. Each trunk has its own. */
  rtpTimeouts: { phone: number; held: number };
  /** Phones' transfer keys are left to the engine. */
  transferKey: boolean;
  phones: { transport: SipTransport; srtp: boolean };
  /** At least one. */
  trunks: AsteriskTrunk[];
  /** The language of each line, by its number: what its callers hear while the engine is away. Others hear Mandarin. */
  lines: Readonly<Record<string, Language>>;
  /** Global variables of the dialplan: whom the lines may call (see `dialplanRules`). */
  dialRules: Readonly<Record<string, string>>;
  /** Absolute path of the folder with `<language>/<prompt>.wav` and `music/`. */
  sounds: string;
  /** Name of the engine's Stasis application. */
  app: 'sansheng';
}

function bad(message: string, cure: string): HostError {
  return new HostError('HOST_BAD_SITE', message, cure);
}

function requirePort(what: string, port: number): void {
  if (Number.isInteger(port) && port > 0 && port < 65536) return;
  throw bad(`${what} is ${port}, which is not a port`, 'Give a port from 1 to 65535');
}

function requireMatch(what: string, value: string, pattern: RegExp, cure: string): void {
  if (pattern.test(value)) return;
  throw bad(`${what} ${JSON.stringify(value)} cannot be written into Asterisk's configuration`, cure);
}

const SECRET = /^[A-Za-z0-9_-]{8,128}$/;
const SECRET_CURE =
  'Remove the file of secrets: new ones are made, and every phone has to be given its new one';
const HOST = /^[A-Za-z0-9.:_/-]+$/;
const HOST_CURE = 'Give an IP address, such as 127.0.0.2';
const NAME_CURE =
  'Give 1 to 60 characters without quotes, semicolons, backslashes, angle and square brackets';

/**
 * Refuses what would break, or break out of, a line of Asterisk's configuration: a name with a line break in it could
 * otherwise add a section of its own. Throws HostError `HOST_BAD_SITE`.
 */
export function checkSite(site: AsteriskSite): void {
  for (const [what, port] of [
    ['The SIP port', site.sipPort],
    ['The SIP port for TLS', site.sipTlsPort],
    ['The ARI port', site.ariPort],
    ['The AMI port', site.amiPort],
    ['The first RTP port', site.rtpFrom],
    ['The last RTP port', site.rtpTo],
    ...site.trunks.map((trunk) => [`The port of ${trunk.name}`, trunk.outboundPort] as const),
  ] as const) {
    requirePort(what, port);
  }
  const ofTrunks = site.trunks.map(({ rtpTimeoutSeconds }) => rtpTimeoutSeconds);
  for (const seconds of [...ofTrunks, ...Object.values(site.rtpTimeouts)]) {
    if (Number.isInteger(seconds) && seconds > 0) continue;
    throw bad(
      `The RTP time-out is ${seconds}, which is not a number of seconds`,
      'Give whole seconds above 0',
    );
  }
  if (site.rtpTo < site.rtpFrom) throw bad('The last RTP port is below the first', 'Give a range upwards');
  requireMatch('The SIP address', site.sipHost, /^[0-9a-fA-F.:]+$/, HOST_CURE);
  for (const trunk of site.trunks) checkTrunk(trunk);
  requireMatch('The ARI password', site.ariPassword, SECRET, SECRET_CURE);
  requireMatch('The AMI password', site.amiPassword, SECRET, SECRET_CURE);
  if (!isAbsolute(site.sounds))
    throw bad(`The sounds folder ${site.sounds} is not absolute`, 'Give its whole path');
  // Characters that dialplan or configuration would read as something else.
  const plain = /^[^\p{Cc},&;|"'\\${}()[\]]+$/u;
  requireMatch('The sounds folder', site.sounds, plain, 'Move the product to a folder with a plainer name');
  for (const line of Object.keys(site.lines)) {
    requireMatch("A line's number", line, /^\+?\d{1,20}$/, 'Give digits only');
  }
  for (const [name, value] of Object.entries(site.dialRules)) {
    requireMatch('The variable', name, /^[A-Z0-9_]+$/, 'Give capital letters, digits and _');
    requireMatch(`The variable ${name}`, value, /^[^\p{Cc};]*$/u, 'Give it without ; and line breaks');
  }
  for (const { id, name, secret } of site.agents) {
    requireMatch("An agent's number", id, /^\d{2,10}$/, 'Give 2 to 10 digits');
    requireMatch(`The name of agent ${id}`, name, /^[^\p{Cc};"\\<>[\]]{1,60}$/u, NAME_CURE);
    requireMatch(`The secret of agent ${id}`, secret, SECRET, SECRET_CURE);
  }
}

function checkTrunk(trunk: AsteriskTrunk): void {
  const { name, register } = trunk;
  requireMatch('The name of the trunk', name, /^[a-z][a-z0-9-]{0,19}$/, 'Give small letters, digits and -');
  requireMatch(`The address of ${name} for calls out`, trunk.outboundHost, HOST, HOST_CURE);
  requireMatch(`The addresses of ${name} to recognise`, trunk.match, /^[0-9a-fA-F.:/,]+$/, HOST_CURE);
  requireMatch(`The address for ${name}`, trunk.sipHost ?? '::', /^[0-9a-fA-F.:]+$/, HOST_CURE);
  requireMatch(`The proxy of ${name}`, trunk.outboundProxy ?? 'none', HOST, HOST_CURE);
  requireMatch(`The domain of ${name}`, trunk.fromDomain ?? 'none', HOST, HOST_CURE);
  const users = [trunk.fromUser, register?.user, register?.authUser].filter(
    (user) => typeof user === 'string',
  );
  for (const user of users)
    requireMatch(
      `The user of ${name}`,
      user,
      /^[A-Za-z0-9+@._-]{1,128}$/,
      'Give letters, digits, + @ . _ and -',
    );
  const cure = 'Give it without blanks, ; and \\';
  if (register) requireMatch(`The password of ${name}`, register.password, /^[^\p{Cc}\s;\\]{1,128}$/u, cure);
}
