import { isAbsolute } from 'node:path';
import { HostError } from '../error.ts';

/** A phone that registers: an agent's, the supervisor's, the complaints desk's. */
export interface AsteriskAgent {
  /** User name and number, such as `8001`. */
  id: string;
  /** Shown on other phones; may be Chinese. */
  name: string;
  secret: string;
}

/** All that Asterisk's configuration depends on. ARI and AMI always listen on 127.0.0.1. */
export interface AsteriskSite {
  /** Address (not a name) that SIP and RTP bind to. */
  sipHost: string;
  sipPort: number;
  ariPort: number;
  amiPort: number;
  /** UDP ports for RTP, both ends included. */
  rtpFrom: number;
  rtpTo: number;
  ariPassword: string;
  amiPassword: string;
  agents: AsteriskAgent[];
  trunk: {
    /** Address, or address/mask, by which calls from the trunk are recognised, whatever their port. */
    match: string;
    /** Where calls out go. */
    outboundHost: string;
    outboundPort: number;
  };
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

function requireMatch(what: string, value: string, pattern: RegExp): void {
  if (pattern.test(value)) return;
  throw bad(
    `${what} ${JSON.stringify(value)} cannot be written into Asterisk's configuration`,
    'Use digits, letters and plain punctuation only',
  );
}

const SECRET = /^[A-Za-z0-9_-]{8,128}$/;
const ADDRESS = /^[0-9a-fA-F.:]+$/;

/**
 * Refuses what would break, or break out of, a line of Asterisk's configuration: a name with a line break in it could
 * otherwise add a section of its own. Throws HostError `HOST_BAD_SITE`.
 */
export function checkSite(site: AsteriskSite): void {
  for (const [what, port] of [
    ['The SIP port', site.sipPort],
    ['The ARI port', site.ariPort],
    ['The AMI port', site.amiPort],
    ['The first RTP port', site.rtpFrom],
    ['The last RTP port', site.rtpTo],
    ["The trunk's port", site.trunk.outboundPort],
  ] as const) {
    requirePort(what, port);
  }
  if (site.rtpTo < site.rtpFrom) throw bad('The last RTP port is below the first', 'Give a range upwards');
  requireMatch('The SIP address', site.sipHost, ADDRESS);
  requireMatch("The trunk's address", site.trunk.outboundHost, ADDRESS);
  requireMatch("The trunk's address to recognise", site.trunk.match, /^[0-9a-fA-F.:/]+$/);
  requireMatch('The ARI password', site.ariPassword, SECRET);
  requireMatch('The AMI password', site.amiPassword, SECRET);
  if (!isAbsolute(site.sounds))
    throw bad(`The sounds folder ${site.sounds} is not absolute`, 'Give its whole path');
  // Characters that dialplan or configuration would read as something else.
  requireMatch('The sounds folder', site.sounds, /^[^\p{Cc},&;|"'\\${}()[\]]+$/u);
  for (const agent of site.agents) {
    requireMatch("An agent's number", agent.id, /^\d{2,10}$/);
    requireMatch(`The name of agent ${agent.id}`, agent.name, /^[^\p{Cc};"\\<>[\]]{1,60}$/u);
    requireMatch(`The secret of agent ${agent.id}`, agent.secret, SECRET);
  }
}
