import { expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { at, firstHeard, phrase, promptNames, prompts, recording } from './support/hearing.ts';
import type { RawPhone } from './support/raw-phone.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';

// A phone's own transfer key (SIP REFER), blind, on a real Asterisk.

const ANNA = '13800000001';
const VOICES = [CALLER_VOICE, AGENT_VOICE];
/** What a phone may have to wait until it is told that nobody is transferred. */
const AT_ONCE_MS = 2000;

/** Presses the key and dials: the answer to REFER, what the last NOTIFY says, and after how long. */
async function transfers(phone: RawPhone, target: string) {
  const from = performance.now();
  const status = await phone.inDialog('REFER', [`Refer-To: <sip:${target}>`]);
  const told = await phone.message(
    (text) => text.startsWith('NOTIFY ') && /^Subscription-State: terminated/m.test(text),
    10_000,
    from,
  );
  return { status, outcome: /^SIP\/2\.0 (\d+)/m.exec(told)?.[1], ms: performance.now() - from };
}

const desk = scenarioGroup(
  { change: (site) => ({ ...site, phones: { ...site.phones, transferKey: true } }) },
  {
    async anna({ parties, records }) {
      const phone = await parties.rawPhone('8001');
      const caller = await parties.caller(ANNA, undefined, tone(CALLER_VOICE));
      await records.event(ANNA, 'connected');
      const refused = [
        await transfers(phone, '13900000009@127.0.0.1'),
        await transfers(phone, '8003@127.0.0.1'),
        await transfers(phone, '8001@127.0.0.1?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2'),
      ];
      phone.heard = 0;
      await pause(1000);
      const stillHeard = phone.heard;

      await parties.phone('8003');
      const unanswered = await transfers(phone, '8003@127.0.0.1');
      await parties.rung(ANNA);
      // the first agent writes the part down, and so is free when the colleague has not picked up
      await pause(1000);
      const wrapUp = await parties.rawPhone('8001');
      await wrapUp.call('*31');
      phone.die();
      await records.event(ANNA, 'connected', { count: 2, timeoutMs: 60_000 });

      await parties.phone('8002', tone(AGENT_VOICE));
      const taken = await transfers(wrapUp, '8002@127.0.0.1');
      const { leg } = await parties.pickedUp(ANNA, 60_000);
      await records.event(ANNA, 'connected', { count: 3 });
      await pause(2000);
      await caller.hangUp();
      await leg.event('ended');
      wrapUp.die();
      const handed = await records.events(await records.id(ANNA), 'takenOver');
      return { caller, leg, refused, stillHeard, unanswered, taken, handed };
    },
  },
);

runGroups(desk);

test('a number outside, a colleague who is not there and a second call are refused at once, and the talk goes on', async () => {
  const { refused, stillHeard } = await desk.results.anna();
  for (const { status, outcome, ms } of refused) {
    expect({ status, outcome }).toEqual({ status: 202, outcome: '603' });
    expect(ms).toBeLessThan(AT_ONCE_MS);
  }
  expect(stillHeard).toBeGreaterThan(30);
});

test('a colleague who does not pick up gives the caller back', async () => {
  const { unanswered, handed } = await desk.results.anna();
  expect(unanswered).toMatchObject({ status: 202, outcome: '200' });
  expect(handed.map(({ by }) => by)).toEqual([{ agent: '8001' }, { agent: '8002' }]);
});

test('the caller hears the announcement and the second greeting, then each hears the other', async () => {
  const { caller, leg, taken } = await desk.results.anna();
  expect(taken).toMatchObject({ status: 202, outcome: '200' });
  const heard = promptNames(await prompts(recording(caller), { voices: VOICES }));
  expect(heard).toContain('hold.announce');
  expect(heard).toContain(phrase('company', 'greeting.agent', '8002', 'greeting.serving'));
  const from = at(leg, 'answered');
  expect(firstHeard(recording(caller), AGENT_VOICE, from)).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(firstHeard(recording(leg), CALLER_VOICE, from)).toBeLessThan(Number.POSITIVE_INFINITY);
});
