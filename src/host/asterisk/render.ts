import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../util/errors.ts';
import { HostError } from '../error.ts';
import { sipCertificateIn, takeSipCertificate, writePrivate } from './sip-certificate.ts';
import { type AsteriskSite, checkSite } from './site.ts';
import { otherTransports, soundSettings, transportName } from './transports.ts';
import { trunkValues } from './trunks.ts';
import { writeWaitingMusic } from './waiting-music.ts';

const TEMPLATES = join(import.meta.dirname, '..', '..', '..', 'dialplan');

/** Rendered on their own: asterisk.conf at every start, the agent's and the trunk's once for each. */
const SPECIAL = new Set(['asterisk.conf', 'pjsip-agent.conf', 'pjsip-trunk.conf']);

/** Folders below the site's that Asterisk writes into. `spool/recording` is the one Debian's package forgets. */
const FOLDERS = [
  'etc',
  'lib',
  'cache',
  'run',
  'log',
  'spool',
  'spool/recording',
  'spool/tmp',
  'spool/monitor',
  'music',
];

/** Where the start finds what it needs to know of a rendered site. */
const STARTING_FACTS = 'starting.json';

/** What starting and watching an Asterisk needs to know about its site. */
export type StartingFacts = Pick<AsteriskSite, 'sipHost' | 'sipPort' | 'ariPort' | 'amiPort' | 'ariPassword'>;

/** Directories of the Asterisk program; left out, the ones compiled into it hold. */
export interface ProgramDirectories {
  /** Loadable modules (`*.so`). */
  modules?: string;
  /** Read-only data: ARI's descriptions, documentation, its own sounds. */
  data?: string;
}

function fill(template: string, values: Record<string, string>, name: string): string {
  return template.replace(/@@([A-Z_]+)@@/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined)
      throw new Error(`dialplan/${name} wants @@${key}@@, which the renderer does not know`);
    return value;
  });
}

function siteValues(site: AsteriskSite, dir: string): Record<string, string> {
  return {
    SIP_HOST: site.sipHost,
    SIP_PORT: String(site.sipPort),
    ARI_PORT: String(site.ariPort),
    AMI_PORT: String(site.amiPort),
    RTP_FROM: String(site.rtpFrom),
    RTP_TO: String(site.rtpTo),
    ARI_PASSWORD: site.ariPassword,
    AMI_PASSWORD: site.amiPassword,
    OTHER_TRANSPORTS: otherTransports(site, dir),
    PHONE_TRANSPORT: transportName(site, site.phones.transport, null),
    PHONE_SOUND: soundSettings(site.phones),
    PHONE_RTP_TIMEOUT: String(site.rtpTimeouts.phone),
    TRANSFER_KEY: site.transferKey ? 'yes' : 'no',
    RTP_TIMEOUT_HOLD: String(site.rtpTimeouts.held),
    LINE_LANGUAGES: Object.entries(site.lines)
      .map(([line, language]) => `SANSHENG_LANGUAGE_${line} = ${language}`)
      .join('\n'),
    DIAL_RULES: Object.entries(site.dialRules)
      .map(([name, value]) => `${name} = ${value}`)
      .join('\n'),
    SOUNDS: site.sounds,
    APP: site.app,
  };
}

/** A certificate that cannot be read keeps no Asterisk from starting that has an earlier one. */
async function takeCertificate(dir: string, tls: NonNullable<AsteriskSite['sipTls']>): Promise<void> {
  try {
    await takeSipCertificate(dir, tls);
  } catch (error) {
    if (existsSync(sipCertificateIn(dir).certificate)) return;
    const cure = 'Correct the files, or sip_tls in sansheng.yaml, and let the user of the engine read them';
    throw new HostError('HOST_BAD_SITE', `the certificate for SIP cannot be used: ${messageOf(error)}`, cure);
  }
}

async function makeFolders(dir: string): Promise<void> {
  for (const folder of ['', ...FOLDERS]) {
    await mkdir(join(dir, folder), { recursive: true, mode: 0o700 });
    await chmod(join(dir, folder), 0o700);
  }
}

/**
 * Writes Asterisk's configuration for a site to `<dir>/etc` (files 0600: several hold secrets) and makes the folders it
 * writes into (0700), and the music of those who wait. `dir` belongs to Asterisk alone. Rendering again over a running Asterisk is safe; it takes effect on its
 * reload. `asterisk.conf` is not written here: see {@link renderDirectories}. Throws HostError `HOST_BAD_SITE`.
 */
export async function renderAsterisk(dir: string, site: AsteriskSite): Promise<void> {
  checkSite(site);
  await makeFolders(dir);
  if (site.sipTls) await takeCertificate(dir, site.sipTls);
  const etc = join(dir, 'etc');
  const music = await writeWaitingMusic(dir, site.sounds);
  const values = { ...siteValues(site, dir), WAITING_MUSIC: music.variable, WAITING_CLASSES: music.classes };
  const templates = (await readdir(TEMPLATES)).filter((name) => name.endsWith('.conf') && !SPECIAL.has(name));
  for (const name of templates) {
    const template = await readFile(join(TEMPLATES, name), 'utf8');
    await writePrivate(join(etc, name), fill(template, values, name));
  }
  const trunk = await readFile(join(TEMPLATES, 'pjsip-trunk.conf'), 'utf8');
  const trunks = site.trunks.map((one) =>
    fill(trunk, { ...values, ...trunkValues(site, one) }, 'pjsip-trunk.conf'),
  );
  await writePrivate(join(etc, 'pjsip-trunks.conf'), trunks.join('\n'));
  const agent = await readFile(join(TEMPLATES, 'pjsip-agent.conf'), 'utf8');
  const agents = site.agents.map(({ id, name, secret }) =>
    fill(agent, { ...values, AGENT_ID: id, AGENT_NAME: name, AGENT_SECRET: secret }, 'pjsip-agent.conf'),
  );
  await writePrivate(join(etc, 'pjsip-agents.conf'), agents.join(''));
  const { sipHost, sipPort, ariPort, amiPort, ariPassword } = site;
  const facts: StartingFacts = { sipHost, sipPort, ariPort, amiPort, ariPassword };
  await writePrivate(join(etc, STARTING_FACTS), `${JSON.stringify(facts)}\n`);
}

/**
 * Writes `<dir>/etc/asterisk.conf`, which says where things are.
 *
 * @param dir the site's folder as this process sees it
 * @param program where the program's own files are
 * @param seenAs the site's folder as Asterisk will see it: differs from `dir` only in a container
 */
export async function renderDirectories(
  dir: string,
  program: ProgramDirectories,
  seenAs = dir,
): Promise<void> {
  const lines: string[] = [];
  if (program.modules !== undefined) lines.push(`astmoddir => ${program.modules}`);
  if (program.data !== undefined) {
    lines.push(`astdatadir => ${program.data}`, `astagidir => ${join(program.data, 'agi-bin')}`);
  }
  const values = { DIR: seenAs, ETC: join(seenAs, 'etc'), PROGRAM_DIRECTORIES: lines.join('\n') };
  const template = await readFile(join(TEMPLATES, 'asterisk.conf'), 'utf8');
  await writePrivate(join(dir, 'etc', 'asterisk.conf'), fill(template, values, 'asterisk.conf'));
}

/** What {@link renderAsterisk} left for the start in `dir`. */
export async function readStartingFacts(dir: string): Promise<StartingFacts> {
  // Written by this program into a folder nobody else can write to, so its shape needs no second check.
  return JSON.parse(await readFile(join(dir, 'etc', STARTING_FACTS), 'utf8')) as StartingFacts;
}
