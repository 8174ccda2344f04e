import type { CallbackRules } from '../../../src/config/callbacks.ts';
import { callbackRules } from '../../../src/config/callbacks-schema.ts';
import { dialRules } from '../../../src/config/dial-rules.ts';
import { closedAt } from '../../../src/config/hours.ts';
import { type HoursFile, openingHours } from '../../../src/config/hours-schema.ts';
import { salutationAt } from '../../../src/config/salutation.ts';
import { endOfDay, nextTimeOfDay } from '../../../src/config/time-zone.ts';
import type { AgentId, Language } from '../../../src/core/ids.ts';
import type { Role } from '../../../src/core/model/requested-agent.ts';
import type { RecordingMode } from '../../../src/core/quality/sample.ts';
import type { Rules } from '../../../src/core/rules.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import { editionOf } from '../../../src/engine-site.ts';
import { promptsMs } from './prompts.ts';

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
}

const PAUSE_REASONS = { '1': 'break', '2': 'meal' };

/** A company with one line.
 * @param before earlier texts of the standard, which calls may have begun with */
export function aSite(
  standard: Standard,
  agents: readonly (AgentId | Staff)[],
  language: Language,
  before: readonly Standard[] = [],
  line: LineOptions = {},
): EngineSite {
  const callbacks = { ...callbackRules('CN'), ...line.callbacks };
  const all = { region: 'CN' as const, timeZone: TIME_ZONE, callbacks };
  const rulesOf = (standard: Standard): Rules => ({
    standard,
    edition: editionOf(standard),
    lengthOf: promptsMs,
    dispositions: { '1': { name: 'resolved', open: false }, '2': { name: 'no result yet', open: true } },
    pauseReasons: PAUSE_REASONS,
    ...dialRules({ ...all, lines: [{ ...all, number: LINE }] }),
  });
  const now = rulesOf(standard);
  const editions = new Map([...before, standard].map((one) => [editionOf(one), rulesOf(one)]));
  const { languages = null, complaintKey = null, recording = 'off', recordingNotice = false } = line;
  const offers = { languages, complaintKey, recording, recordingNotice, callbacks };
  const theLine = { standard: standard.name, language, ...offers };
  const hours = line.hours ? openingHours(line.hours) : null;
  return {
    line: (number) => (number === LINE ? theLine : undefined),
    closed: (_line, wall) => closedAt({ hours, timeZone: TIME_ZONE }, wall),
    rules: (_name, edition = '') => editions.get(edition) ?? now,
    salutation: (_line, wall) => salutationAt(wall, TIME_ZONE),
    endOfDay: (_line, wall) => endOfDay(wall, TIME_ZONE),
    nextRound: (schedule, _line, wall) => nextDaily(schedule, wall),
    pauseReasons: PAUSE_REASONS,
    agents: agents.map((agent) => {
      const {
        id,
        role = 'agent',
        languages = [language],
      } = typeof agent === 'string' ? { id: agent } : agent;
      return { id, name: `agent ${id}`, role, languages };
    }),
  };
}

/** The next time that matches `M H * * *`. */
function nextDaily(schedule: string, wall: number): number {
  const [minute, hour] = schedule.split(' ').map(Number);
  return nextTimeOfDay(wall, TIME_ZONE, hour ?? 0, minute ?? 0);
}
