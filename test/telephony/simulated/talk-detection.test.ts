import { expect, it } from 'vitest';
import { type Talk, talk } from './bench.ts';

/** What was told of talking since the two were connected, 2 s after the bench was made. */
function told(on: Talk): unknown[][] {
  return on.events.flatMap<unknown[]>(({ at, event }) => {
    if (event.type === 'talkStarted') return [[at - 2000, event.leg, 'talks']];
    return event.type === 'talkEnded' ? [[at - 2000, event.leg, 'is silent', event.afterMs]] : [];
  });
}

it('a party is told to talk at once, and to be silent after 0.8 s of silence', async () => {
  const on = await talk();
  on.caller.speak();
  await on.advance(1500);
  on.caller.hush();
  await on.advance(5000);
  expect(told(on)).toEqual([
    [20, 'in-1', 'talks'],
    [2300, 'in-1', 'is silent', 1500],
  ]);
});

it('a pause between words belongs to the talk, and the shortest sound is a packet', async () => {
  const on = await talk();
  for (let word = 0; word < 3; word += 1) {
    on.agent.speak();
    await on.advance(300);
    on.agent.hush();
    await on.advance(700);
  }
  on.caller.speak();
  on.caller.hush();
  await on.advance(5000);
  expect(told(on)).toEqual([
    [20, 'a', 'talks'],
    [3020, 'in-1', 'talks'],
    [3100, 'a', 'is silent', 2300],
    [3800, 'in-1', 'is silent', 20],
  ]);
});

it('a phone on hold, or one whose sound does not arrive, is not heard; the silence counts when it is back', async () => {
  const on = await talk();
  on.caller.mute();
  on.caller.speak();
  on.agent.speak();
  await on.advance(1000);
  on.agent.hold();
  on.agent.hush();
  await on.advance(4000);
  on.agent.resume();
  await on.advance(2000);
  expect(told(on)).toEqual([
    [20, 'a', 'talks'],
    [5800, 'a', 'is silent', 1000],
  ]);
  expect(on.heard(on.agent).some(([from, , what]) => from > 2000 && what === '<13800138000>')).toBe(false);
});

it('who hangs up in the middle of a word is told of no more', async () => {
  const on = await talk();
  on.caller.speak();
  await on.advance(10);
  on.caller.hangUp();
  await on.advance(5000);
  expect(told(on)).toEqual([]);
});
