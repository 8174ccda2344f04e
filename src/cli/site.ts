import type { Site, SitePaths } from '../config/site.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import { type GlobalOptions, loadContext, SOUNDS } from './context.ts';
import { print, table } from './output.ts';

interface Trunk {
  readonly callersFrom: readonly string[];
  readonly customersAt: { readonly host: string; readonly port: number };
}

/** All that a test caller needs. The secrets of the phones are in it: it is for whoever runs the site. What only the
 * configuration of an admin's own Asterisk knows is left out. */
export interface SiteDescription {
  readonly company: Site['company'];
  readonly timeZone: string;
  readonly sip?: { readonly host: string; readonly port: number; readonly transport: 'udp' };
  readonly trunk?: Trunk;
  /** All of them, `trunk` first, in the order in which callbacks try them. */
  readonly trunks?: readonly Trunk[];
  readonly rtp?: { readonly first: number; readonly last: number };
  readonly lines: readonly {
    readonly number: string;
    readonly standard: string;
    readonly timeZone: string;
  }[];
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly secret?: string;
  }[];
  readonly paths: SitePaths & { readonly sounds: string };
  /** The HTTP API of the running engine. */
  readonly api: string;
  /** Where people sign in with a browser of this machine. */
  readonly console: string;
  readonly asterisk: { readonly ari: string; readonly ami: { host: string; port: number } };
}

/** What our own Asterisk is configured with. */
export interface OwnAsterisk extends SiteDescription {
  readonly sip: NonNullable<SiteDescription['sip']>;
  readonly trunk: NonNullable<SiteDescription['trunk']>;
  readonly agents: readonly (SiteDescription['agents'][number] & { readonly secret: string })[];
}

/** What `site` describes, with the secrets made where they are missing. */
export async function describeSite(site: Site, paths: SitePaths): Promise<SiteDescription> {
  const { existing } = site.asterisk;
  if (!existing) return describeOwn(site, paths);
  const { ariUrl, amiHost, amiPort } = existing;
  return {
    ...describeBoth(site, paths),
    agents: site.agents.map(({ id, name, role }) => ({ id, name, role })),
    asterisk: { ari: ariUrl, ami: { host: amiHost, port: amiPort } },
  };
}

/** What `site` describes where the Asterisk is ours. */
export async function describeOwn(site: Site, paths: SitePaths): Promise<OwnAsterisk> {
  const secrets = await loadOrMakeSecrets(
    paths.secrets,
    site.agents.map((a) => a.id),
  );
  const { ports } = site;
  const trunks = site.trunks.map(({ match, outboundHost: host, outboundPort: port }) => {
    return { callersFrom: match, customersAt: { host, port } };
  });
  const [trunk] = trunks;
  if (trunk === undefined) throw new Error('a checked site has a trunk');
  return {
    ...describeBoth(site, paths),
    sip: { host: site.sipHost, port: ports.sip, transport: 'udp' },
    trunk,
    trunks,
    rtp: { first: ports.rtpFirst, last: ports.rtpLast },
    agents: site.agents.map(({ id, name, role }) => ({ id, name, role, secret: secrets.agents[id] ?? '' })),
    asterisk: { ari: `http://127.0.0.1:${ports.ari}`, ami: { host: '127.0.0.1', port: ports.ami } },
  };
}

function describeBoth(
  site: Site,
  paths: SitePaths,
): Pick<SiteDescription, 'company' | 'timeZone' | 'lines' | 'paths' | 'api' | 'console'> {
  return {
    company: site.company,
    timeZone: site.timeZone,
    lines: site.lines.map(({ number, standard, timeZone }) => ({ number, standard, timeZone })),
    paths: { ...paths, sounds: SOUNDS },
    api: `http://127.0.0.1:${site.ports.api}`,
    console: `http://127.0.0.1:${site.ports.api}/console/`,
  };
}

/** What to dial, and how a phone is set up, for a person. */
export function siteText(d: SiteDescription): string {
  const lines = d.lines.map((l) => [l.number, l.standard, l.timeZone]);
  const { sip, trunks = [] } = d;
  return [
    `${d.company.zh} (${d.company.en})`,
    '',
    sip
      ? `Call in: SIP/UDP from ${trunks.flatMap(({ callersFrom }) => callersFrom).join(', ')} to sip:NUMBER@${sip.host}:${sip.port}, G.711, no registration`
      : `Asterisk is your own (ARI ${d.asterisk.ari}): its pjsip.conf says where calls come in and go out`,
    table(['line', 'standard', 'time zone'], lines),
    '',
    sip
      ? `Phones: register at ${sip.host}:${sip.port} over UDP, user = extension, G.711, DTMF RFC 4733`
      : 'Phones: see the pjsip.conf of your Asterisk for addresses and passwords',
    phonesTable(d),
    '',
    ...trunks.map(({ customersAt: { host, port } }, i) => {
      return `Callbacks go to customers at sip:NUMBER@${host}:${port}${i > 0 ? ', where the one before fails' : ''}`;
    }),
    `Console ${d.console}`,
    `API     ${d.api}, tokens in ${d.paths.secrets}`,
    `Store   ${d.paths.store}`,
    `Log     ${d.paths.log}`,
  ].join('\n');
}

/** The same for logs and screens that others see. */
export function withoutPasswords(described: SiteDescription): SiteDescription {
  return { ...described, agents: described.agents.map(({ id, name, role }) => ({ id, name, role })) };
}

function phonesTable({ agents }: SiteDescription): string {
  const known = agents.some(({ secret }) => secret !== undefined);
  const heading = ['extension', 'name', 'role', ...(known ? ['password'] : [])];
  return table(
    heading,
    agents.map((a) => [a.id, a.name, a.role, ...(a.secret === undefined ? [] : [a.secret])]),
  );
}

export async function site(options: GlobalOptions): Promise<void> {
  const context = loadContext(options);
  print(options.json, await describeSite(context.site, context.paths), siteText);
}
