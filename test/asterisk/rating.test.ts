import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asHeard, type ReceivedAudio, readSpeech } from '../../src/sipkit/index.ts';
import { lapse, pause } from '../host/machine.ts';
import {
  AT_ONCE_MS,
  at,
  firstHeard,
  isUnheard,
  onlyOne,
  promptNames,
  prompts,
  recording,
} from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const GRACE = '13800000011';
const HENRY = '13800000012';
const IRIS = '13800000013';

async function talk(site: TestSite, from: string, line: string) {
  const caller = await site.parties.caller(from, line, tone(CALLER_VOICE));
  const { agent, leg } = await site.parties.pickedUp(from);
  leg.rtp.say(tone(AGENT_VOICE));
  await site.records.event(from, 'connected');
  await pause(2000);
  return { caller, agent, leg };
}

/** The agent presses *83. The caller, who is asked whether there is anything else, says nothing, and the agent is let go. */
async function leaves(site: TestSite, from: string) {
  const call = await talk(site, from, '4008000004');
  call.caller.rtp.say({ kind: 'silence' });
  await pause(1000);
  const pressing = performance.now();
  await call.leg.rtp.sendDigits('*83');
  const pressed = performance.now() - 100;
  await call.leg.event('ended', { timeoutMs: 30_000 });
  return { ...call, pressing, pressed };
}

async function over(site: TestSite, from: string) {
  await site.records.event(from, 'ended');
  return site.records.facts(await site.records.id(from));
}

const site = scenarioGroup(
  {
    phones: ['8001', '8002', '8003'],
    change: (shipped) => ({
      ...shipped,
      trunks: shipped.trunks.map((trunk) => ({ ...trunk, rtpTimeoutSeconds: 10 })),
    }),
  },
  {
    /** She is asked, and gives both marks. */
    async grace(site) {
      const call = await leaves(site, GRACE);
      await pause(15_000);
      await call.caller.rtp.sendDigits('5');
      await pause(14_000);
      await call.caller.rtp.sendDigits('4');
      await pause(11_000);
      await call.caller.hangUp();
      const facts = await over(site, GRACE);
      return { ...call, facts, recorded: await recordingOf(site, GRACE) };
    },
    /** He presses nothing that is a mark. */
    async henry(site) {
      const call = await leaves(site, HENRY);
      await pause(3000);
      await call.caller.rtp.sendDigits('9#');
      await call.caller.event('ended', { timeoutMs: 60_000 });
      return { ...call, facts: await over(site, HENRY) };
    },
    /** Her phone falls silent in the middle of a talk, and says no goodbye. */
    async iris(site) {
      const { parties, records } = site;
      const call = await talk(site, IRIS, '4008000002');
      const lostAt = performance.now();
      call.caller.rtp.mute(true);
      await records.event(IRIS, 'legLost', { timeoutMs: 60_000 });
      const facts = await records.facts(await records.id(IRIS));
      const [callback] = await records.callbacks(IRIS);
      const again = await parties.pickedUp(IRIS, 120_000);
      const customer = await parties.customerRung(IRIS);
      customer.answer();
      await records.eventOf(`${callback?.id}.1`, 'connected', { timeoutMs: 60_000 });
      await pause(1000);
      await customer.hangUp();
      await again.leg.event('ended');
      return { ...call, lostAt, facts, callback, customer };
    },
  },
);

/** What both said, as it is on the disk. */
async function recordingOf({ recordings, records }: TestSite, from: string): Promise<ReceivedAudio> {
  const [recorded] = await records.events(await records.id(from), 'recorded');
  expect(await readdir(recordings)).toContain(`${recorded?.detail?.name}.wav`);
  return asHeard(await readSpeech(join(recordings, `${recorded?.detail?.name}.wav`)));
}

runGroups(site);

test('quality.stars: the agent is let go, the caller is asked twice, thanked, and rates by two keys', async () => {
  const { caller, leg, facts } = await site.results.grace();
  const heard = await prompts(recording(caller), { voices: [AGENT_VOICE] });
  const asked = heard.filter(({ from }) => from > at(leg, 'ended') - AT_ONCE_MS);
  expect(promptNames(heard)).toContain('close.anything.desk400 survey.attitude.desk400');
  expect(promptNames(asked)).toBe(
    'survey.attitude.desk400 survey.accuracy.desk400 survey.thanks.desk400 close.goodbye.desk400',
  );
  expect(lapse(at(leg, 'ended'), asked[0]?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
  expect(facts).toContainEqual(
    expect.objectContaining({ name: 'survey', by: 'caller', detail: { attitude: 5, accuracy: 4 } }),
  );
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'quality.stars', verdict: 'kept' }));
  expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
});

test('quality.stars: of the agent’s key the caller hears nothing', async () => {
  const { caller, pressing, pressed } = await site.results.grace();
  expect(caller.rtp.digits()).toEqual([]);
  // the question follows the last digit at once, and has these frequencies too
  for (const hz of [697, 941, 1209, 1477]) {
    expect(isUnheard(recording(caller), hz, pressing, pressed), `${hz}`).toBe(true);
  }
});

test('quality.stars: keys that are no marks are passed over, and the call ends by itself', async () => {
  const { caller, facts } = await site.results.henry();
  const heard = await prompts(recording(caller), { voices: [AGENT_VOICE] });
  expect(onlyOne(heard, 'survey.attitude.desk400').whole).toBe(true);
  expect(promptNames(heard)).not.toContain('survey.accuracy');
  expect(promptNames(heard)).not.toContain('survey.thanks');
  expect(onlyOne(heard, 'close.goodbye.desk400').whole).toBe(true);
  expect(facts).not.toContainEqual(expect.objectContaining({ name: 'survey' }));
  expect(caller.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
});

test('quality.check: the caller is told of the recording first, and both voices are on it', async () => {
  const { caller, recorded } = await site.results.grace();
  const [first] = await prompts(recording(caller), { voices: [AGENT_VOICE] });
  expect(first?.name).toBe('recording.notice');
  for (const hz of [AGENT_VOICE, CALLER_VOICE]) {
    expect(firstHeard(recorded, hz, 0)).toBeLessThan(3000);
  }
});

test('callback.dropped: a caller whose phone falls silent without a BYE is lost, and called back', async () => {
  const { facts, callback, caller, customer, lostAt } = await site.results.iris();
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'callback.dropped', verdict: 'kept' }));
  expect(callback).toMatchObject({ kind: 'dropped', number: `+86${IRIS}`, line: '4008000002' });
  expect(at(caller, 'ended') - lostAt).toBeLessThan(20_000);
  expect(at(customer, 'answered')).toBeGreaterThan(at(caller, 'ended'));
  // she has not hung up, and nobody has hung up on her
  expect(facts).toContainEqual(expect.objectContaining({ name: 'hungUpFirst', by: 'network' }));
});
