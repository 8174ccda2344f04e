import { callable } from '../../../src/config/numbers.ts';
import { salutationAt } from '../../../src/config/salutation.ts';
import type { Role } from '../../../src/core/agents/state.ts';
import type { AgentId, Language } from '../../../src/core/ids.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import { promptsMs } from './prompts.ts';

/** The line that the stories' callers dial. */
export const LINE = '4008001234';
const TIME_ZONE = 'Asia/Shanghai';

/** Somebody with a phone: an agent who speaks the site's language, where nothing else is said. */
export interface Staff {
  readonly id: AgentId;
  readonly role?: Role;
  readonly languages?: readonly Language[];
}

/** A company with one line. */
export function aSite(
  standard: Standard,
  agents: readonly (AgentId | Staff)[],
  language: Language,
): EngineSite {
  const rules = {
    standard,
    lengthOf: promptsMs,
    callable: (raw: string) => callable(raw),
    dispositions: { '1': { name: 'resolved', open: false }, '2': { name: 'no result yet', open: true } },
  };
  return {
    line: (number) => (number === LINE ? { standard: standard.name, language } : undefined),
    rules: () => rules,
    salutation: (_line, wall) => salutationAt(wall, TIME_ZONE),
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
