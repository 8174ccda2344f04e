import type { SipTransport } from '../../config/sip-tls-schema.ts';
import { sipCertificateIn } from './sip-certificate.ts';
import type { AsteriskSite } from './site.ts';

/** The transport of the site's own address, which is always there. */
const OWN = 'transport-udp';

/** Where Asterisk listens for SIP, and how. */
interface Transport {
  readonly name: string;
  readonly protocol: SipTransport;
  readonly host: string;
}

/** The addresses of this machine: the site's own first. */
function hostsOf({ sipHost, trunks }: AsteriskSite): string[] {
  return [...new Set([sipHost, ...trunks.flatMap((trunk) => trunk.sipHost ?? [])])];
}

/** The name of the transport for somebody on this address of the machine. */
export function transportName(site: AsteriskSite, protocol: SipTransport, host: string | null): string {
  const at = hostsOf(site).indexOf(host ?? site.sipHost);
  return `transport-${protocol}${at === 0 ? '' : `-${at + 1}`}`;
}

/** The transports beside the one of the template: one for each address and protocol that somebody uses.
 * @param dir the site's folder, where the certificate is */
export function otherTransports(site: AsteriskSite, dir: string): string {
  const users = [{ ...site.phones, sipHost: null }, ...site.trunks];
  const all = users.map(({ transport: protocol, sipHost }) => {
    return [transportName(site, protocol, sipHost), { protocol, host: sipHost ?? site.sipHost }] as const;
  });
  const others = [...new Map(all)].filter(([name]) => name !== OWN);
  return others.map(([name, one]) => sectionOf({ name, ...one }, site, dir)).join('');
}

function sectionOf({ name, protocol, host }: Transport, site: AsteriskSite, dir: string): string {
  const port = protocol === 'tls' ? site.sipTlsPort : site.sipPort;
  const tls = protocol === 'tls' ? tlsOf(site, dir) : {};
  return section(name, { type: 'transport', protocol, bind: `${host}:${port}`, ...tls });
}

function tlsOf({ sipTls }: AsteriskSite, dir: string): Record<string, string> {
  const { certificate, key, authorities } = sipCertificateIn(dir);
  const files = { cert_file: certificate, priv_key_file: key, method: 'tlsv1_2' };
  return sipTls?.authorities ? { ...files, ca_list_file: authorities, verify_server: 'yes' } : files;
}

/** What an endpoint has for its sound. */
export function soundSettings({ srtp }: { readonly srtp: boolean }): string {
  return settings({ media_encryption: srtp ? 'sdes' : 'no' });
}

export function section(name: string, keys: Record<string, string>): string {
  return `\n[${name}]\n${settings(keys)}\n`;
}

export function settings(keys: Record<string, string>): string {
  return Object.entries(keys)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');
}
