import { expect, test } from 'vitest';
import { lapse } from '../host/machine.ts';
import { desk, queue, spoilt } from './support/fault-stories.ts';
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
import { AGENT_VOICE } from './support/outside.ts';
import { perform } from './support/stories.ts';

perform(queue, desk, spoilt);

test.each([
  ['the announcement', queue.told.announcement, 'queue.announce'],
  ['a reassurance', queue.told.reminder, 'hold.reminder'],
  ['the offer', queue.told.offer, 'callback.offer'],
  ['keying a number', queue.told.keying, 'callback.key_in'],
  ['the goodbye', queue.told.goodbye, 'hold.promise'],
])('the caller hangs up during %s', async (_, story, prompt) => {
  const { caller, facts } = await story();
  const heard = await prompts(recording(caller));
  const last = heard.at(-1);
  expect(last && isCalled(last, prompt), last?.name).toBe(true);
  expect(at(caller, 'ended') - (last?.to ?? 0)).toBeLessThan(3000);
  expect(facts).toContainEqual(expect.objectContaining({ name: 'hungUpFirst', by: 'caller' }));
});

test('the caller hangs up during the music', async () => {
  const { caller } = await queue.told.music();
  const all = recording(caller);
  const played = music(all, await prompts(all)).at(-1);
  expect(lapse(played?.to ?? 0, at(caller, 'ended'))).toBeLessThan(AT_ONCE_MS);
});

test.each([
  ['the announcement', queue.told.announcement],
  ['the music', queue.told.music],
  ['a reassurance', queue.told.reminder],
  ['the offer', queue.told.offer],
  ['keying a number', queue.told.keying],
])('callback.unanswered: who gave up during %s is called back', async (_, story) => {
  const { callbacks, facts } = await story();
  expect(callbacks).toMatchObject([{ kind: 'abandoned', status: { is: 'due' } }]);
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'callback.unanswered', verdict: 'kept' }));
});

test('who hangs up during the goodbye has the callback that was promised, and no second one', async () => {
  const { callbacks } = await queue.told.goodbye();
  expect(callbacks).toMatchObject([{ kind: 'queue' }]);
});

test('keys that nobody asked for change nothing in the queue', async () => {
  const { caller, facts, callbacks } = await queue.told.keys();
  const heard = await prompts(recording(caller));
  // whole or not: at each digit Asterisk holds its own sound back for a packet
  expect(heard.slice(1).map(({ name }) => name)).toEqual(['company', 'queue.announce']);
  expect(facts.filter((f) => f.kind === 'event' && f.name === 'offerTaken')).toEqual([]);
  expect(callbacks).toMatchObject([{ kind: 'abandoned' }]);
});

test('a line that is none of ours is refused as not existing', async () => {
  const { end, calls } = await queue.told.unknownLine();
  expect(end).toEqual({ how: 'refused', by: 'far', status: 404 });
  expect(calls).toEqual([]);
});

test.each([
  ['ringing', desk.told.ringing],
  ['the greeting', desk.told.greeting],
  ['the conversation', desk.told.talking],
  ['the hold', desk.told.held],
])('the caller hangs up during %s: the phone of the agent is told at once', async (_, story) => {
  const { caller, rung } = await story();
  const ended = caller.events.find(({ name }) => name === 'ended');
  expect(lapse(ended?.at ?? 0, at(rung.leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(rung.leg.events.at(-1)?.end).toMatchObject({ by: 'far' });
});

test('an agent whose phone only rang is free again; one who talked writes it down', async () => {
  expect((await desk.told.ringing()).agent).toMatchObject({ doing: { is: 'free' }, missed: 0 });
  for (const story of [desk.told.greeting, desk.told.talking, desk.told.held]) {
    expect((await story()).agent).toMatchObject({ doing: { is: 'wrapUp' } });
  }
});

test('keys that nobody asked for change nothing in a conversation', async () => {
  const { caller, rung, facts } = await desk.told.keys();
  const names = facts.filter((f) => f.kind === 'event').map(({ name }) => name);
  expect(names).not.toContain('offerTaken');
  expect(names).not.toContain('disposition');
  expect(timesOf(await prompts(recording(caller)), 'hold.return')).toHaveLength(1);
  expect(rung.leg.events.map(({ name }) => name)).toContain('resumed');
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'close.caller.first', verdict: 'kept' }));
});

test('prompts that cannot be played: the call goes on without them, to its agent', async () => {
  const { caller } = await spoilt.told.waitsAndTalks();
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
  const { reminders, log } = await spoilt.told.waitsAndTalks();
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
