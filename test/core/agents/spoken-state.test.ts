import { expect, it } from 'vitest';
import { AGENT_KEYS } from '../../../src/core/agents/keys.ts';
import { keysOf } from '../../../src/core/agents/moved-codes.ts';
import { spokenState } from '../../../src/core/agents/spoken-state.ts';
import {
  type AgentDoing,
  type AgentState,
  type Availability,
  NEW_AGENT,
} from '../../../src/core/agents/state.ts';

const LI: AgentState = { ...NEW_AGENT, id: '8001', name: 'Li', role: 'agent', languages: ['zh'] };
const IN: Availability = { is: 'loggedIn', since: 0 };
const OUT: Availability = { is: 'loggedOut', since: 0 };
const BREAK: Availability = { is: 'paused', since: 0, reason: '2', name: 'meal' };
const TALKS: AgentDoing = { is: 'talking', call: 'c1' };
const WRITES: AgentDoing = { is: 'wrapUp', call: 'c1', untilMono: 1 };

it.each<[Availability, AgentDoing, string[]]>([
  [IN, { is: 'free' }, ['state.free']],
  [IN, { is: 'ringing', call: 'c1' }, ['state.ringing']],
  [IN, TALKS, ['state.talking']],
  [IN, WRITES, ['state.wrap_up']],
  [IN, { is: 'skipped', untilMono: 1 }, ['state.skipped']],
  [OUT, { is: 'free' }, ['state.logged_out']],
  [OUT, WRITES, ['state.logged_out', 'state.wrap_up']],
  [BREAK, { is: 'free' }, ['state.paused', 'state.code', 'digit.2', 'digit.2']],
  [BREAK, TALKS, ['state.paused', 'state.code', 'digit.2', 'digit.2', 'state.talking']],
])('%o, %o', (availability, doing, said) => {
  expect(spokenState({ ...LI, availability, doing }, AGENT_KEYS)).toEqual(said);
});

it('the code of a break is the one of the site, and is not said where there is none', () => {
  const moved = keysOf({ '*2N': '*95N' });
  const code = ['digit.9', 'digit.5', 'digit.2'];
  expect(spokenState({ ...LI, availability: BREAK }, moved)).toEqual(['state.paused', 'state.code', ...code]);
  expect(spokenState({ ...LI, availability: BREAK }, keysOf({ '*2N': 'off' }))).toEqual(['state.paused']);
});
