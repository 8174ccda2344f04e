import type { ConfigProblem } from './problem.ts';
import type { Site, SiteTrunk } from './site.ts';
import { trunkPath } from './trunks-schema.ts';
import { problemAt } from './yaml/check.ts';
import type { KeyPath, YamlFile } from './yaml/read.ts';

interface Doubt {
  readonly path: KeyPath;
  readonly cause: string;
  readonly cure: string;
}

/** What a site may say, and hardly ever means. */
export function doubtsIn(site: Site, yaml: YamlFile): ConfigProblem[] {
  const found = [...ofAgents(site), ...ofTrunks(site, yaml), ...ofHours(yaml)];
  return found.map(({ path, ...doubt }) => problemAt(yaml, path, { code: 'DOUBTFUL', ...doubt }));
}

function ofAgents({ agents }: Site): Doubt[] {
  if (agents.some(({ role }) => role === 'agent')) return [];
  const cause = 'nobody takes calls: all are supervisors or of the complaints desk';
  return [{ path: ['agents'], cause, cure: 'Add somebody without a role.' }];
}

function ofTrunks({ sipHost, sipTls, trunks }: Site, yaml: YamlFile): Doubt[] {
  return trunks.flatMap((trunk, i) => {
    const path = trunkPath(yaml, i);
    return [...ofAddresses(trunk, path, sipHost), ...ofCertificate(trunk, path, sipTls)];
  });
}

/** TLS without a look at the certificate keeps listeners out, but not somebody who answers in the trunk's place. */
function ofCertificate({ transport }: SiteTrunk, at: KeyPath, sipTls: Site['sipTls']): Doubt[] {
  if (transport !== 'tls' || sipTls?.authorities !== null) return [];
  const cause = "nobody looks at the trunk's certificate: whoever is on the way can pass for the trunk";
  const cure = 'Add sip_tls: { authorities: … }, a file in PEM with the authority that signed it.';
  return [{ path: [...at, 'transport'], cause, cure }];
}

/** 127.0.0.2 is the demo's; what is on loopback reaches nobody else, and nobody else reaches it. */
function ofAddresses({ match, outboundHost, ...trunk }: SiteTrunk, at: KeyPath, siteHost: string): Doubt[] {
  const sipHost = trunk.sipHost ?? siteHost;
  const inside = match.every(isLoopback);
  const from = { path: [...at, 'match'] };
  if (isLoopback(sipHost)) {
    if (inside) return [];
    const cause = `calls from ${match.join(', ')} cannot come: SIP is at ${sipHost}, which this machine alone reaches`;
    return [{ ...from, cause, cure: 'Set sip_host to the address that the trunk reaches.' }];
  }
  const never = "the trunk's address is the demo's: no call comes from it";
  const nowhere = "the address is the demo's: no callback gets out";
  const to = { path: [...at, 'outbound_host'], cause: nowhere };
  return [
    ...(inside
      ? [
          {
            ...from,
            cause: never,
            cure: "Give the address that your provider's or your gateway's calls come from.",
          },
        ]
      : []),
    ...(isLoopback(outboundHost) ? [{ ...to, cure: 'Give the address of your provider or gateway.' }] : []),
  ];
}

function isLoopback(address: string): boolean {
  return address === '::1' || address === 'localhost' || address.startsWith('127.');
}

/** Longer through a night is a day that was written the wrong way round, more often than not. */
const LONGEST_NIGHT_MINUTES = 12 * 60;

/** The hours of the site's callbacks, and those of each line and its callbacks. */
function ofHours({ value }: YamlFile): Doubt[] {
  const lines = Object.keys(groupAt(value, ['lines']));
  const places: KeyPath[] = [
    ['callbacks', 'hours'],
    ...lines.flatMap((line) => [
      ['lines', line, 'hours'],
      ['lines', line, 'callbacks', 'hours'],
    ]),
  ];
  return places.flatMap((path) =>
    Object.entries(groupAt(value, path)).flatMap(([day, times]) =>
      [times].flat().flatMap((time) => throughNight(String(time), [...path, day])),
    ),
  );
}

function throughNight(time: string, path: KeyPath): Doubt[] {
  const [from = '', to = ''] = time.split('-');
  const minutes = minutesOf(to) - minutesOf(from);
  if (!(minutes < 0 && minutes + 1440 > LONGEST_NIGHT_MINUTES)) return [];
  const cause = `'${time}' goes on through the night, until ${to} of the next day`;
  return [{ path, cause, cure: `If the day is meant, write '${to}-${from}'.` }];
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function groupAt(value: unknown, path: KeyPath): Record<string, unknown> {
  const found = path.reduce<unknown>((inside, key) => {
    return typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined;
  }, value);
  return typeof found === 'object' && found !== null ? { ...found } : {};
}
