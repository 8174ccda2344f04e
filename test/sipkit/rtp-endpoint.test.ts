import { expect, test } from 'vitest';
import { findPrompt, openRtpEndpoint, type RtpEndpoint, tonePresence } from '../../src/sipkit/index.ts';
import { lapse, stood } from '../host/machine.ts';
import { readPrompts } from './support.ts';

/** Resolves when `look` gives something; looked at each 10 ms. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const heardFor = (endpoint: RtpEndpoint, ms: number) =>
  until(() => {
    const run = endpoint.heard().runs.at(-1);
    return run && run.to - run.from >= ms ? run : undefined;
  });

test('two parties hear each other: the one that is told where to send is learnt by the other', async () => {
  await using caller = await openRtpEndpoint({ host: '127.0.0.2' });
  await using phone = await openRtpEndpoint({ host: '127.0.0.1' });
  phone.say({ kind: 'tone', hz: 440 });
  caller.agree('ulaw', 101);
  caller.say({ kind: 'tone', hz: 1000 });
  caller.sendTo(phone.address);
  const run = await heardFor(phone, 500);
  await heardFor(caller, 500);
  expect(run).toMatchObject({ codec: 'ulaw', sender: caller.address, lost: 0 });
  expect(tonePresence(phone.heard(), 1000)).not.toEqual([]);
  expect(tonePresence(caller.heard(), 440)).not.toEqual([]);
  expect(tonePresence(caller.heard(), 1000)).toEqual([]);
});

test('packets keep their pace: a second of speech takes a second', async () => {
  await using from = await openRtpEndpoint({ host: '127.0.0.1' });
  await using to = await openRtpEndpoint({ host: '127.0.0.1' });
  from.sendTo(to.address);
  const run = await heardFor(to, 2000);
  // The timeline is laid by the sender's timestamps; that the pace is kept shows in when the last packet came.
  expect(performance.now() - run.from).toBeGreaterThan(1970);
  expect(lapse(run.from, performance.now())).toBeLessThan(2300);
});

test('speech is said once, from its beginning', async () => {
  const reminder = (await readPrompts('zh'))['hold.reminder'] ?? new Int16Array();
  await using from = await openRtpEndpoint({ host: '127.0.0.1' });
  await using to = await openRtpEndpoint({ host: '127.0.0.1' });
  from.say({ kind: 'speech', pcm: reminder });
  from.sendTo(to.address);
  await heardFor(to, reminder.length / 8 + 200);
  const heard = to.heard();
  expect(findPrompt(heard, reminder)).toMatchObject([
    { whole: true, startAt: expect.closeTo(heard.runs[0]?.from ?? 0, -1) },
  ]);
});

test('digits are RFC 4733 events, each heard once, in order, and no speech goes between their packets', async () => {
  await using from = await openRtpEndpoint({ host: '127.0.0.1' });
  await using to = await openRtpEndpoint({ host: '127.0.0.1' });
  from.say({ kind: 'tone', hz: 440 });
  from.sendTo(to.address);
  await heardFor(to, 100);
  await from.sendDigits('10*#A', { gapMs: 200 });
  expect(to.digits().map(({ digit }) => digit)).toEqual(['1', '0', '*', '#', 'A']);
  const times = to.digits().map(({ at }) => at);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  // one that was late because the machine stood still has less behind it
  expect(last - first + stood(first - 500, first)).toBeGreaterThan(4 * 290);
  // Between two digits the voice is heard, during one it is not.
  expect(tonePresence(to.heard(first), 440, { to: last }).length).toBeGreaterThanOrEqual(3);
  await expect(from.sendDigits('12x')).rejects.toThrow(RangeError);
});

test('a party that is mute sends nothing but its digits', async () => {
  await using from = await openRtpEndpoint({ host: '127.0.0.1' });
  await using to = await openRtpEndpoint({ host: '127.0.0.1' });
  from.mute(true);
  from.sendTo(to.address);
  await from.sendDigits('5');
  expect(to.digits()).toMatchObject([{ digit: '5' }]);
  expect(to.heard().runs).toEqual([]);
});

test('digits keep their distance though the sender stood still between them', async () => {
  await using from = await openRtpEndpoint({ host: '127.0.0.1' });
  await using to = await openRtpEndpoint({ host: '127.0.0.1' });
  from.sendTo(to.address);
  const sent = from.sendDigits('123', { toneMs: 80, gapMs: 80 });
  await until(() => to.digits()[0]);
  // nothing of this process goes on meanwhile
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 190);
  await sent;
  const [, second = 0, third = 0] = to.digits().map(({ at }) => at);
  expect(to.digits().map(({ digit }) => digit)).toEqual(['1', '2', '3']);
  expect(third - second).toBeGreaterThan(150);
});
