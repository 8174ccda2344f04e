import { describe, expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { at, promptNames, prompts, recording } from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

/** One caller on each of the five lines: with whom they talk, and what they hear first. `salute` stands for the salutation. */
const LINES = {
  gas: { line: '4008000001', from: '13800000001', rings: 4, greeting: 'salute greeting.help.gas' },
  telecom: { line: '4008000002', from: '13800000002', rings: 2, greeting: 'greeting.hello company' },
  aftersales: {
    line: '4008000003',
    from: '13800000003',
    rings: 3,
    greeting: 'greeting.hello company greeting.agent AGENT greeting.help.aftersales',
  },
  desk400: {
    line: '4008000004',
    from: '13800000004',
    rings: 2,
    greeting:
      'recording.notice greeting.hello.desk400 company greeting.agent.desk400 AGENT greeting.serving.desk400',
  },
  ticketing: { line: '4008000005', from: '13800000005', rings: 2, greeting: 'greeting.help.ticketing' },
} as const;

type Name = keyof typeof LINES;
const NAMES = Object.keys(LINES) as Name[];
/** One ring in mainland China. */
const RING_MS = 5000;
const HALF_AN_HOUR_MS = 30 * 60_000;

/** Answered, greeted, talked with, written down without a result yet, and the caller hangs up. */
async function through(site: TestSite, name: Name) {
  const { line, from } = LINES[name];
  const { parties, records } = site;
  const caller = await parties.caller(from, line, tone(CALLER_VOICE));
  const { agent, leg } = await parties.pickedUp(from);
  leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected');
  await pause(1500);
  await leg.rtp.sendDigits('*32');
  await records.event(from, 'disposition');
  await caller.hangUp();
  await records.event(from, 'ended');
  const facts = await records.facts(await records.id(from));
  return { caller, agent, leg, facts, callbacks: await records.callbacks(from) };
}

const five = scenarioGroup(
  { phones: ['8001', '8002', '8003', '8004', '8005'] },
  {
    gas: (site) => through(site, 'gas'),
    telecom: (site) => through(site, 'telecom'),
    aftersales: (site) => through(site, 'aftersales'),
    desk400: (site) => through(site, 'desk400'),
    ticketing: (site) => through(site, 'ticketing'),
  },
);

runGroups(five);

describe.each(NAMES)('the line of %s, called through', (name) => {
  const { greeting, rings } = LINES[name];

  test('answer.rings: answered within its rings', async () => {
    const { caller } = await five.results[name]();
    expect(at(caller, 'answered') - at(caller, 'invited')).toBeLessThan(rings * RING_MS);
  });

  test('answer.greeting: the greeting is in its own words, heard whole', async () => {
    const { caller, agent } = await five.results[name]();
    const heard = await prompts(recording(caller), { voices: [AGENT_VOICE] });
    const digits = [...agent].map((digit) => `digit.${digit}`).join(' ');
    expect(promptNames(heard).replace(/salute\.\w+/, 'salute')).toBe(greeting.replace('AGENT', digits));
  });

  test('nothing that it asks for was broken', async () => {
    const { facts } = await five.results[name]();
    const broken = facts.filter((fact) => fact.kind === 'clause' && fact.verdict === 'broken');
    expect(broken).toEqual([]);
  });
});

test('callback.interim of gas: a promise without a result is due within half an hour', async () => {
  const { callbacks } = await five.results.gas();
  expect(callbacks).toMatchObject([{ kind: 'promised', standard: 'gas' }]);
  const [promise] = callbacks;
  expect((promise?.deadlineAt ?? 0) - (promise?.promisedAt ?? 0)).toBe(HALF_AN_HOUR_MS);
});

test('close.record of telecom: written down, and so kept', async () => {
  const { facts } = await five.results.telecom();
  expect(facts).toContainEqual(expect.objectContaining({ clause: 'close.record', verdict: 'kept' }));
});
