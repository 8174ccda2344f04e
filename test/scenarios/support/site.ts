import type { CallbackRules } from '../../../src/config/callbacks.ts';
import { callbackRules } from '../../../src/config/callbacks-schema.ts';
import { type HoursFile, openingHours } from '../../../src/config/hours-schema.ts';
import type { SiteAgent, SiteCallers, SiteLine } from '../../../src/config/site.ts';
import type { MovedCodes } from '../../../src/core/agents/moved-codes.ts';
import type { AgentId, Language } from '../../../src/core/ids.ts';
import type { Role } from '../../../src/core/model/requested-agent.ts';
import type { RecordingMode } from '../../../src/core/quality/sample.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import { editionOf, engineSite } from '../../../src/engine-site.ts';
import { DURATIONS } from './prompts.ts';

/** The line that the callers of the scenarios dial. */
export const LINE = '4008001234';
const TIME_ZONE = 'Asia/Shanghai';

/** Somebody with an agent's phone; by default an agent who speaks the site's language. */
export interface Staff {
  readonly id: AgentId;
  readonly role?: Role;
  readonly languages?: readonly Language[];
}

/** What a line may have besides a standard and a language. */
export interface LineOptions {
  readonly languages?: readonly Language[];
  readonly complaintKey?: string;
  readonly hours?: HoursFile;
  readonly recording?: RecordingMode;
  readonly recordingNotice?: boolean;
  readonly callbacks?: Partial<CallbackRules>;
  readonly callers?: SiteCallers | null;
  readonly codes?: MovedCodes;
}

/** What the configuration of a company with one line says. */
export function aCompany(
  standard: Standard,
  agents: readonly (AgentId | Staff)[],
  language: Language,
  { hours, callers = null, codes = {}, ...options }: LineOptions = {},
) {
  const company = {
    region: 'CN' as const,
    phones: { transport: 'udp' as const, srtp: false, rtpTimeoutSeconds: 8, transferKey: false },
    sipTls: null,
    timeZone: TIME_ZONE,
    callbacks: { ...callbackRules('CN'), ...options.callbacks },
  };
  const line: SiteLine = {
    ...{ callerId: null, languages: null, complaintKey: null, recording: 'off', recordingNotice: false },
    ...options,
    ...company,
    ...{ number: LINE, standard: standard.name, language },
    hours: hours ? openingHours(hours) : null,
  };
  return {
    ...company,
    lines: [line],
    callers,
    agents: agents.map((agent) => agentOf(agent, language)),
    dispositions: { '1': 'resolved', '2': 'no result yet' },
    pauseReasons: { '1': 'break', '2': 'meal' },
    codes,
  };
}

/** That company's site, as the engine asks for it.
 * @param before earlier texts of the standard, which calls may have begun with */
export function siteOf(
  company: ReturnType<typeof aCompany>,
  standard: Standard,
  before: readonly Standard[] = [],
): EngineSite {
  return engineSite(
    company,
    new Map([[standard.name, standard]]),
    { durations: DURATIONS },
    new Map([...before, standard].map((one) => [editionOf(one), one])),
  );
}

/** A company with one line.
 * @param before earlier texts of the standard, which calls may have begun with */
export function aSite(
  standard: Standard,
  agents: readonly (AgentId | Staff)[],
  language: Language,
  before: readonly Standard[] = [],
  line: LineOptions = {},
): EngineSite {
  return siteOf(aCompany(standard, agents, language, line), standard, before);
}

function agentOf(agent: AgentId | Staff, language: Language): SiteAgent {
  const {
    id,
    role = 'agent',
    languages = [language],
  }: Staff = typeof agent === 'string' ? { id: agent } : agent;
  return { id, name: `agent ${id}`, role, languages };
}
