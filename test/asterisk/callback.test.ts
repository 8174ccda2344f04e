import { expect, test } from 'vitest';
import { lapse, overdue } from '../host/machine.ts';
import {
  AGENT_RING_MS,
  ANNA,
  BEN_OTHER,
  CUSTOMER_RING_MS,
  RETRY_MS,
  site,
} from './support/callback-scenarios.ts';
import {
  AT_ONCE_MS,
  at,
  clipped,
  firstHeard,
  onlyOne,
  phrase,
  promptNames,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE } from './support/sip-parties.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;

runGroups(site);

test('callback.number: key 1 is answered with the promise, the number and the goodbye', async () => {
  const { caller } = await site.results.anna();
  const heard = await prompts(recording(caller));
  const promise = heard.indexOf(onlyOne(heard, 'hold.promise'));
  expect(promptNames(heard.slice(promise))).toBe(
    phrase('hold.promise', 'callback.number_is', ANNA, 'callback.undo', 'close.goodbye'),
  );
  expect(caller.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
});

test('the callback is in the store before the caller hears of it', async () => {
  const { caller, stored, callback } = await site.results.anna();
  const promise = onlyOne(await prompts(recording(caller)), 'hold.promise');
  expect(stored).toBeLessThan(promise.from);
  expect(callback).toMatchObject({ kind: 'queue', number: `+86${ANNA}`, line: '4008001234' });
});

test('the callback is placed when an agent is free, and not before', async () => {
  const { early, agentsSince, rung } = await site.results.anna();
  expect(early).toEqual([]);
  const after = at(rung.leg, 'invited') - agentsSince;
  expect(after).toBeGreaterThan(0);
  // the others' callbacks may have got the first agents; all are there within seconds
  expect(after).toBeLessThan(5000);
});

test('the agent hears whom and the how many-th time; then the phone of the customer rings', async () => {
  const { rung, customer } = await site.results.anna();
  const heard = await prompts(recording(rung.leg), { voices: [CALLER_VOICE] });
  const whisper = heard.slice(0, 14);
  expect(promptNames(whisper)).toBe(phrase('whisper.kind.queue', ANNA, 'whisper.attempt', '1'));
  expect(lapse(at(rung.leg, 'answered'), whisper[0]?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
  expect(at(customer, 'invited')).toBeGreaterThan((whisper.at(-1)?.to ?? 0) - 100);
  // and hears that it rings
  expect(
    firstHeard(recording(rung.leg), 450, at(customer, 'ringing'), at(customer, 'answered')),
  ).toBeLessThan(at(customer, 'answered'));
});

test('callback.opening: the customer hears who calls, then both talk', async () => {
  const { rung, customer, talkedUntil } = await site.results.anna();
  const heard = recording(customer);
  const opening = await prompts(heard, { voices: [AGENT_VOICE] });
  expect(promptNames(opening)).toBe(
    phrase(
      'callback.opening.hello',
      'company',
      'callback.opening.center',
      rung.agent,
      'callback.opening.agent',
    ),
  );
  const over = opening.at(-1)?.to ?? 0;
  for (const [party, voice] of [
    [heard, AGENT_VOICE],
    [recording(rung.leg), CALLER_VOICE],
  ] as const) {
    const first = firstHeard(party, voice, over);
    expect(lapse(over, first)).toBeLessThan(AT_ONCE_MS);
    expect(clipped(party, voice, first, talkedUntil - 100)).toEqual([]);
  }
});

test('callback.number: a number that is none is refused; another is read back digit by digit', async () => {
  const { caller } = await site.results.ben();
  const heard = await prompts(recording(caller));
  const asked = heard.indexOf(onlyOne(heard, 'callback.key_in'));
  expect(promptNames(heard.slice(asked))).toBe(
    phrase(
      ...['callback.key_in', 'callback.invalid', 'callback.read_back', BEN_OTHER, 'callback.confirm'],
      ...['hold.promise', 'callback.number_is', BEN_OTHER, 'callback.undo', 'close.goodbye'],
    ),
  );
});

test('an agent who does not pick up is passed over, and another gets the callback', async () => {
  const { missed, rung, customer, callback } = await site.results.ben();
  expect(overdue(at(missed.leg, 'invited') + AGENT_RING_MS, at(missed.leg, 'ended'))).toBeLessThan(
    AT_ONCE_MS,
  );
  expect(rung.agent).not.toBe(missed.agent);
  expect(callback.attempts.map(({ outcome }) => outcome)).toEqual(['agentFailed', 'reached']);
  // nobody else than the customer was dialled, and once
  expect(customer.to).toBe(BEN_OTHER);
  const heard = await prompts(recording(rung.leg), { voices: [CALLER_VOICE] });
  expect(promptNames(heard.slice(0, 14))).toBe(
    phrase('whisper.kind.queue', BEN_OTHER, 'whisper.attempt', '1'),
  );
});

test('a customer who is busy is called again later, and the agent hears that it is the second time', async () => {
  const { first, busy, rung, attempts, callback } = await site.results.clara();
  expect(lapse(at(busy, 'ended'), at(first.leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(callback.attempts.map(({ outcome }) => outcome)).toEqual(['busy', 'resolved']);
  expect(at(rung.leg, 'invited') - at(busy, 'ended')).toBeGreaterThanOrEqual(RETRY_MS - 50);
  expect(attempts).toHaveLength(2);
  const heard = await prompts(recording(rung.leg), { voices: [CALLER_VOICE] });
  expect(timesOf(heard, 'whisper.attempt')).toHaveLength(1);
  expect(heard[13]?.name).toBe('digit.2');
});

test('a customer who does not answer is given up in time, and called again later', async () => {
  const { unanswered, callback } = await site.results.dora();
  expect(unanswered.events.at(-1)?.end).toEqual({ how: 'cancelled', by: 'far' });
  expect(overdue(at(unanswered, 'invited') + CUSTOMER_RING_MS, at(unanswered, 'ended'))).toBeLessThan(
    AT_ONCE_MS,
  );
  expect(callback.attempts.map(({ outcome }) => outcome)).toEqual(['noAnswer', 'open']);
});

test('callback.interim: without a result the promise stays open, and is due within half an hour', async () => {
  const { callback, customer } = await site.results.dora();
  const ended = performance.timeOrigin + at(customer, 'ended');
  expect(callback.dueAt).toBeGreaterThan(ended);
  expect(callback.deadlineAt - ended).toBeLessThan(HALF_AN_HOUR_MS + 5000);
  expect(callback.dueAt).toBeLessThan(callback.deadlineAt);
});
