import type { PromptId } from '../ids.ts';
import { spokenDigits } from '../prompts/speak.ts';
import type { AgentKey } from './keys.ts';
import type { AgentDoing, AgentState } from './state.ts';

const DOING: Readonly<Record<AgentDoing['is'], PromptId>> = {
  free: 'state.free',
  ringing: 'state.ringing',
  talking: 'state.talking',
  wrapUp: 'state.wrap_up',
  skipped: 'state.skipped',
};

/** What the agent hears about the own state. A reason for a pause has a name of the site's own, which nobody has recorded: the agent
 * hears its code. `keys`: those of the site. */
export function spokenState({ availability, doing }: AgentState, keys: readonly AgentKey[]): PromptId[] {
  switch (availability.is) {
    case 'loggedIn':
      return [DOING[doing.is]];
    case 'loggedOut':
      return ['state.logged_out', ...unfinished(doing)];
    case 'paused':
      return ['state.paused', ...pauseCode(availability.reason, keys), ...unfinished(doing)];
  }
}

/** A call that goes on, or has still to be written down, whatever the agent has chosen for the time after it. */
function unfinished({ is }: AgentDoing): PromptId[] {
  return is === 'talking' || is === 'wrapUp' ? [DOING[is]] : [];
}

function pauseCode(reason: string, keys: readonly AgentKey[]): PromptId[] {
  const key = keys.find(({ order }) => order(reason)?.do === 'pause');
  return key ? ['state.code', ...spokenDigits(key.code.replace('N', reason))] : [];
}
