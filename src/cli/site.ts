import type { Site, SitePaths } from '../config/site.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import { type GlobalOptions, loadContext, SOUNDS } from './context.ts';
import { print, table } from './output.ts';

/** All that a test caller needs. The secrets of the phones are in it: it is for whoever runs the site. */
export interface SiteDescription {
  readonly company: Site['company'];
  readonly timeZone: string;
  readonly sip: { readonly host: string; readonly port: number; readonly transport: 'udp' };
  readonly trunk: {
    readonly callersFrom: readonly string[];
    readonly customersAt: { host: string; port: number };
  };
  readonly rtp: { readonly first: number; readonly last: number };
  readonly lines: readonly {
    readonly number: string;
    readonly standard: string;
    readonly timeZone: string;
  }[];
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly secret: string;
  }[];
  readonly paths: SitePaths & { readonly sounds: string };
  readonly asterisk: { readonly ari: string; readonly ami: { host: string; port: number } };
}

/** What `site` describes, with the secrets made where they are missing. */
export async function describeSite(site: Site, paths: SitePaths): Promise<SiteDescription> {
  const secrets = await loadOrMakeSecrets(
    paths.secrets,
    site.agents.map((a) => a.id),
  );
  const { ports, trunk } = site;
  return {
    company: site.company,
    timeZone: site.timeZone,
    sip: { host: site.sipHost, port: ports.sip, transport: 'udp' },
    trunk: {
      callersFrom: trunk.match,
      customersAt: { host: trunk.outboundHost, port: trunk.outboundPort },
    },
    rtp: { first: ports.rtpFirst, last: ports.rtpLast },
    lines: site.lines.map(({ number, standard, timeZone }) => ({ number, standard, timeZone })),
    agents: site.agents.map(({ id, name, role }) => ({ id, name, role, secret: secrets.agents[id] ?? '' })),
    paths: { ...paths, sounds: SOUNDS },
    asterisk: {
      ari: site.asterisk.existing?.ariUrl ?? `http://127.0.0.1:${ports.ari}`,
      ami: {
        host: site.asterisk.existing?.amiHost ?? '127.0.0.1',
        port: site.asterisk.existing?.amiPort ?? ports.ami,
      },
    },
  };
}

/** What to dial, and how a phone is set up, for a person. */
export function siteText(d: SiteDescription): string {
  const phones = d.agents.map((a) => [a.id, a.name, a.role, a.secret]);
  const lines = d.lines.map((l) => [l.number, l.standard, l.timeZone]);
  return [
    `${d.company.zh} (${d.company.en})`,
    '',
    `Call in: SIP/UDP from ${d.trunk.callersFrom.join(', ')} to sip:NUMBER@${d.sip.host}:${d.sip.port}, G.711, no registration`,
    table(['line', 'standard', 'time zone'], lines),
    '',
    `Phones: register at ${d.sip.host}:${d.sip.port} over UDP, user = extension, G.711, DTMF RFC 4733`,
    table(['extension', 'name', 'role', 'password'], phones),
    '',
    `Callbacks go to customers at sip:NUMBER@${d.trunk.customersAt.host}:${d.trunk.customersAt.port}`,
    `Store ${d.paths.store}`,
    `Log   ${d.paths.log}`,
  ].join('\n');
}

export async function site(options: GlobalOptions): Promise<void> {
  const context = loadContext(options);
  print(options.json, await describeSite(context.site, context.paths), siteText);
}
