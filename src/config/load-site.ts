import { withRtpPorts } from './addresses-schema.ts';
import { callbackRules } from './callbacks-schema.ts';
import { callerLimit } from './callers.ts';
import { lineHours } from './hours-schema.ts';
import type { ConfigProblem } from './problem.ts';
import { type ExistingAsterisk, type Site, type SiteAgent, type SiteLine, sitePorts } from './site.ts';
import { type ExistingFile, type SiteFile, type SiteSurroundings, siteSchema } from './site-schema.ts';
import { trunksOf } from './trunks-schema.ts';
import { siteWeb } from './web-schema.ts';
import { siteWebhooks } from './webhooks-schema.ts';
import { checkYaml } from './yaml/check.ts';
import { readYaml } from './yaml/read.ts';

export interface SiteOptions extends SiteSurroundings {
  /** In place of the file's `port_base`: two copies on one machine. */
  readonly portBase?: number;
}

/** Reads and checks a whole site, and reports all that is wrong with it at once. `site` is null where there are
 * problems: there is no half a site. */
export function loadSite(
  file: string,
  options: SiteOptions,
): { site: Site; problems: [] } | { site: null; problems: ConfigProblem[] } {
  const { yaml, problems } = readYaml(file);
  if (yaml === null) return { site: null, problems };
  const { value, problems: faults } = checkYaml(yaml, siteSchema(options));
  if (value === null || problems.length > 0) return { site: null, problems: [...problems, ...faults] };
  return { site: siteOf(file, value, options), problems: [] };
}

function siteOf(file: string, value: SiteFile, { env, portBase }: SiteOptions): Site {
  const ports = withRtpPorts(sitePorts(portBase ?? value.port_base), value.rtp_ports);
  const asterisk = { mode: value.asterisk.mode, existing: existingOf(value.asterisk, env) };
  const agents = agentsOf(value);
  return {
    file,
    company: value.company,
    sipHost: value.sip_host,
    timeZone: value.time_zone,
    region: value.region,
    language: value.language,
    callbacks: callbackRules(value.region, value.callbacks),
    lines: linesOf(value),
    agents,
    trunks: trunksOf(value.trunk, ports, env),
    phones: {
      transport: value.phones.transport,
      srtp: value.phones.srtp,
      rtpTimeoutSeconds: value.phones.rtp_timeout_seconds,
      transferKey: value.phones.transfer_key,
    },
    sipTls: value.sip_tls ? { ...value.sip_tls, authorities: value.sip_tls.authorities ?? null } : null,
    asterisk,
    callers: callerLimit(value.callers, { asterisk, ports, agents: agents.length }),
    ports,
    dispositions: value.dispositions,
    pauseReasons: value.pause_reasons,
    codes: value.codes,
    housekeeping: {
      schedule: value.housekeeping.schedule,
      keepDays: value.housekeeping.keep_days,
      keepRecordingsDays: value.housekeeping.keep_recordings_days,
      keepBackupsDays: value.housekeeping.keep_backups_days,
      backup: value.housekeeping.backup,
    },
    api: value.api ?? null,
    web: siteWeb(value.web),
    webhooks: siteWebhooks(value.webhooks, env),
  };
}

function linesOf(value: SiteFile): SiteLine[] {
  return Object.entries(value.lines).map(([number, line]) => ({
    number,
    standard: line.standard,
    timeZone: line.time_zone ?? value.time_zone,
    language: line.language ?? value.language,
    callerId: line.caller_id ?? null,
    languages: line.languages ?? null,
    complaintKey: line.complaint_key ?? null,
    recording: line.recording,
    recordingNotice: line.recording_notice,
    hours: lineHours(line.hours, { ...value.special_days, ...line.special_days }),
    region: line.region ?? value.region,
    callbacks: callbackRules(line.region ?? value.region, value.callbacks, line.callbacks),
  }));
}

function agentsOf(value: SiteFile): SiteAgent[] {
  return Object.entries(value.agents).map(([id, { name, languages, role }]) => ({
    id,
    name,
    languages: languages ?? [value.language],
    role: role ?? 'agent',
  }));
}

function existingOf(
  { mode, existing }: SiteFile['asterisk'],
  env: SiteOptions['env'],
): ExistingAsterisk | null {
  if (existing === undefined || (mode !== 'existing' && mode !== 'auto')) return null;
  return {
    ariUrl: existing.ari_url.replace(/\/+$/, ''),
    ariUser: existing.ari_user,
    ariPassword: passwordOf(existing, 'ari_password_env', env),
    amiHost: existing.ami_host,
    amiPort: existing.ami_port,
    amiUser: existing.ami_user,
    amiPassword: passwordOf(existing, 'ami_password_env', env),
  };
}

function passwordOf(
  existing: ExistingFile,
  key: 'ari_password_env' | 'ami_password_env',
  env: SiteOptions['env'],
): string {
  return env[existing[key]] ?? '';
}
