import { expect, test } from 'vitest';
import { lapse } from '../host/machine.ts';
import { desk, queue, spoilt } from './support/fault-scenarios.ts';
import {
  AT_ONCE_MS,
  at,
  firstHeard,
  isCalled,
  music,
  phrase,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups } from './support/scenario-group.ts';
import { AGENT_VOICE } from './support/sip-parties.ts';

runGroups(queue, desk, spoilt);

test.each([
  ['the announcement', queue.results.announcement, 'queue.announce'],
  ['a reassurance', queue.results.reminder, 'hold.reminder'],
  ['the offer', queue.results.offer, 'callback.offer'],
  ['keying a number', queue.results.keying, 'callback.key_in'],
  ['the goodbye', queue.results.goodbye, 'hold.promise'],
])('the caller hangs up during %s', async (_, scenario, prompt) => {
  const { caller, facts } = await scenario();
  const heard = await prompts(recording(caller));
  const last = heard.at(-1);
  expect(last && isCalled(last, prompt), last?.name).toBe(true);
  expect(at(caller, 'ended') - (last?.to ?? 0)).toBeLessThan(3000);
  expect(facts).toContainEqual(expect.objectContaining({ name: 'hungUpFirst', by: 'caller' }));
});

test('the caller hangs up during the music', async () => {
  const { caller } = await queue.results.music();
  const all = recording(caller);
  const played = music(all, await prompts(all)).at(-1);
  expect(lapse(played?.to ?? 0, at(caller, 'ended'))).toBeLessThan(AT_ONCE_MS);
});

test.each([
  ['the announcement', queue.results.announcement],
  ['the music', queue.results.music],
  ['a reassurance', queue.results.reminder],
  ['the offer', queue.results.offer],
  ['keying a number', queue.results.keying],
])('callback.unanswered: who gave up during %s is called back', async (_, scenario) => {
  const { callbacks, facts } = await scenario();
  expect(callbacks).toMatchObject([{ kind: 'abandoned', status: { is: 'due' } }]);
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'callback.unanswered', verdict: 'kept' }));
});

test('who hangs up during the goodbye has the callback that was promised, and no second one', async () => {
  const { callbacks } = await queue.results.goodbye();
  expect(callbacks).toMatchObject([{ kind: 'queue' }]);
});

test('keys that nobody asked for change nothing in the queue', async () => {
  const { caller, facts, callbacks } = await queue.results.keys();
  const heard = await prompts(recording(caller));
  // on a slow machine the first reassurance comes before the hang-up
  const others = heard.slice(1).filter((prompt) => !isCalled(prompt, 'hold.reminder'));
  // whole or not: at each digit Asterisk holds its own sound back for a packet
  expect(others.map(({ name }) => name)).toEqual(['company', 'queue.announce']);
  expect(facts.filter((f) => f.kind === 'event' && f.name === 'offerTaken')).toEqual([]);
  expect(callbacks).toMatchObject([{ kind: 'abandoned' }]);
});

test('a line that is none of ours is refused as not existing', async () => {
  const { end, calls } = await queue.results.unknownLine();
  expect(end).toEqual({ how: 'refused', by: 'far', status: 404 });
  expect(calls).toEqual([]);
});

test.each([
  ['ringing', desk.results.ringing],
  ['the greeting', desk.results.greeting],
  ['the conversation', desk.results.talking],
  ['the hold', desk.results.held],
])('the caller hangs up during %s: the phone of the agent is told at once', async (_, scenario) => {
  const { caller, rung } = await scenario();
  const ended = caller.events.find(({ name }) => name === 'ended');
  expect(lapse(ended?.at ?? 0, at(rung.leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(rung.leg.events.at(-1)?.end).toMatchObject({ by: 'far' });
});

test('an agent whose phone only rang is free again; one who talked writes it down', async () => {
  expect((await desk.results.ringing()).agent).toMatchObject({ doing: { is: 'free' }, missed: 0 });
  for (const scenario of [desk.results.greeting, desk.results.talking, desk.results.held]) {
    expect((await scenario()).agent).toMatchObject({ doing: { is: 'wrapUp' } });
  }
});

test('keys that nobody asked for change nothing in a conversation', async () => {
  const { caller, rung, facts } = await desk.results.keys();
  const names = facts.filter((f) => f.kind === 'event').map(({ name }) => name);
  expect(names).not.toContain('offerTaken');
  expect(names).not.toContain('disposition');
  expect(timesOf(await prompts(recording(caller)), 'hold.return.ask.gas')).toHaveLength(1);
  expect(rung.leg.events.map(({ name }) => name)).toContain('resumed');
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'close.caller.first', verdict: 'kept' }));
});

test('prompts that cannot be played: the call goes on without them, to its agent', async () => {
  const { caller } = await spoilt.results.waitsAndTalks();
  const all = recording(caller);
  const heard = await prompts(all, { voices: [AGENT_VOICE] });
  expect(
    heard
      .slice(1)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(phrase('company', 'callback.offer', 'answer.late.apology', '8001', 'greeting.serving'));
  expect(music(all, heard, [AGENT_VOICE]).some(({ from, to }) => to - from > 4000)).toBe(true);
  expect(firstHeard(all, AGENT_VOICE, heard.at(-1)?.to ?? 0)).toBeLessThan(at(caller, 'ended'));
});

test('prompts that cannot be played: the clause is broken, and the log says which file and what to do', async () => {
  const { reminders, log } = await spoilt.results.waitsAndTalks();
  expect(reminders).toContainEqual(expect.objectContaining({ verdict: 'broken' }));
  const lines = log.split('\n').filter((line) => line.includes('a prompt cannot be played'));
  for (const [file, code] of [
    ['zh/queue.announce.wav', 'SOUND_MISSING'],
    ['zh/hold.reminder.wav', 'SOUND_NOT_AUDIO'],
    ['zh/greeting.agent.wav', 'SOUND_MISSING'],
  ] as const) {
    const line = JSON.parse(lines.find((one) => one.includes(file)) ?? '{}');
    expect(line).toMatchObject({ code, cause: expect.any(String), cure: expect.any(String) });
  }
});
