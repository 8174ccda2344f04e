import { expect, test } from 'vitest';
import { lapse } from '../host/machine.ts';
import { order } from './support/callback-order-scenarios.ts';
import { placing } from './support/callback-placing-scenarios.ts';
import {
  AT_ONCE_MS,
  at,
  firstHeard,
  phrase,
  promptNames,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE } from './support/sip-parties.ts';

runGroups(placing, order);

const WHO = ['callback.opening.hello', 'company', 'callback.calling'];
const outcomes = ({ attempts }: { attempts: readonly { outcome?: string }[] }) =>
  attempts.map(({ outcome }) => outcome);

test('a customer answers: dialled as soon as the agent has heard enough, and both talk', async () => {
  const { rung, customer, callback } = await placing.results.answers();
  expect(outcomes(callback)).toEqual(['reached']);
  const heard = await prompts(recording(rung.leg), { voices: [CALLER_VOICE] });
  expect(timesOf(heard, 'whisper.kind.abandoned')).toHaveLength(1);
  // the rest of the whisper is cut by the key
  expect(timesOf(heard, 'whisper.attempt')).toEqual([]);
  expect(firstHeard(recording(rung.leg), CALLER_VOICE, at(customer, 'answered'))).toBeGreaterThan(0);
  expect(firstHeard(recording(customer), AGENT_VOICE, at(customer, 'answered'))).toBeGreaterThan(0);
});

test.each([
  ['busy', 'busy'],
  ['rejects', 'refused'],
  ['noSuchNumber', 'invalidNumber'],
  ['congested', 'congested'],
  ['ringsOut', 'noAnswer'],
] as const)(
  'a customer’s phone, or network: %s: on record as what it is, and dialled once',
  async (name, how) => {
    const { callback, calls } = await placing.results[name]();
    expect(outcomes(callback)).toEqual([how]);
    expect(callback.status.is).toBe('scheduled');
    expect(calls).toBe(1);
  },
);

test('an agent who hangs up on the whisper: another gets it, and the customer is dialled once', async () => {
  const { first, rung, callback } = await placing.results.agentRefuses();
  expect(rung.agent).not.toBe(first.agent);
  expect(callback.attempts).toMatchObject([
    { agent: first.agent, outcome: 'agentFailed' },
    { agent: rung.agent, outcome: 'reached' },
  ]);
});

test('who rings in before the next attempt is recognised, and the talk settles it', async () => {
  const { before, callback, calls } = await placing.results.ringsIn();
  expect(before.status.is).toBe('scheduled');
  expect(callback.id).toBe(before.id);
  expect(outcomes(callback)).toEqual(['busy', 'reached']);
  expect(calls).toBe(1);
});

test('who rings in while being dialled is dialled no more, and served in that call', async () => {
  const { dialled, callback, calls } = await placing.results.ringsInMeanwhile();
  expect(dialled.events.at(-1)?.end).toEqual({ how: 'cancelled', by: 'far' });
  expect(outcomes(callback)).toEqual(['superseded', 'reached']);
  expect(calls).toBe(1);
});

test('customer first: dialled before any agent, told to hold, and not dropped where nobody picks up', async () => {
  const { customer, missed, rung, callback } = await placing.results.customerFirst();
  expect(at(missed.leg, 'invited') - at(customer, 'answered')).toBeGreaterThan(0);
  expect(lapse(at(customer, 'answered'), at(missed.leg, 'invited'))).toBeLessThan(AT_ONCE_MS);
  const heard = await prompts(recording(customer), { voices: [AGENT_VOICE] });
  expect(promptNames(heard.slice(0, 4))).toBe(phrase(...WHO, 'callback.connecting'));
  expect(timesOf(heard, 'callback.no_agent')).toHaveLength(1);
  expect(timesOf(heard, 'callback.opening.agent')).toHaveLength(1);
  expect(callback.attempts).toMatchObject([{ agent: rung.agent, outcome: 'reached' }]);
});

test('a machine that talks and never presses hears it twice, and is no success', async () => {
  const { rung, customer, callback } = await placing.results.machine();
  expect(outcomes(callback)).toEqual(['machine']);
  expect(callback.status.is).toBe('scheduled');
  expect(customer.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(rung.leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(promptNames(await prompts(recording(customer)))).toBe(
    phrase(...WHO, 'callback.press_one', 'callback.press_one'),
  );
});

test('who presses 1 hears the opening, and talks', async () => {
  const { customer, callback } = await placing.results.presses();
  expect(outcomes(callback)).toEqual(['reached']);
  const heard = await prompts(recording(customer), { voices: [AGENT_VOICE] });
  expect(timesOf(heard, 'callback.opening.agent')).toHaveLength(1);
});

test('callback.number: the one at place 3 who takes the callback is served third', async () => {
  const { numbers, served, dialled, fourthRung } = await order.results.four();
  expect(served).toEqual(numbers);
  expect(dialled).toBeLessThan(fourthRung);
});
