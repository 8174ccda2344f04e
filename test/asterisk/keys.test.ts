import { expect, test } from 'vitest';
import type { Standard } from '../../src/core/standard/standard.ts';
import type { Leg } from '../../src/sipkit/index.ts';
import { pause } from '../host/machine.ts';
import { at, firstHeard, isUnheard, promptNames, prompts, recording } from './support/hearing.ts';
import { until } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const ANNA = '13800000001';
const VOICES = [CALLER_VOICE, AGENT_VOICE];
const SAID = /^(close\.anything|hold\.priority)/;
/** tone.ok and tone.error, Hz. */
const OK = 1175;
const ERROR = 330;
/** Rows and columns of the keys of a telephone, Hz. */
const DTMF = [697, 770, 852, 941, 1209, 1336, 1477];
/** Long enough for keys and the tone after them. */
const KEYED_MS = 3000;

/** Only a disposition sets the agent free while the scenario lasts. */
function longWrapUp(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 600_000 } } };
}

/** The agent keys something in during the call; from and to: when what comes of it can be heard. */
async function keys(leg: Leg, digits: string, waitMs = KEYED_MS) {
  const from = performance.now();
  await leg.rtp.sendDigits(digits);
  await pause(waitMs);
  return { from, to: performance.now() };
}

/** The idle phone dials a feature code, and hears what it means until it is hung up on. */
async function dials({ parties }: TestSite, code: string): Promise<Leg> {
  const leg = await parties.phoneOf('8001').dial(code);
  await leg.event('ended');
  return leg;
}

const desk = scenarioGroup(
  { phones: ['8001'], standards: { strict: longWrapUp } },
  {
    /** Every kind of key in one call; then a pause, and the caller is called again. */
    async anna(site) {
      const { parties, records, store } = site;
      await parties.openCustomers();
      const caller = await parties.caller(ANNA, '4008001234', tone(CALLER_VOICE));
      const { leg } = await parties.pickedUp(ANNA);
      leg.rtp.say(tone(AGENT_VOICE));
      await records.event(ANNA, 'connected');
      await pause(1500);
      const wrong = await keys(leg, '*99');
      const phrase = await keys(leg, '*82', 8000);
      const appointment = await keys(leg, '*7199');
      const written = await keys(leg, '*31');
      await caller.hangUp();
      await leg.event('ended');
      const id = await records.id(ANNA);
      const facts = await records.judged(id, 'close.anything');
      const [agreed] = await records.callbacks(ANNA);

      const paused = await dials(site, '*21');
      const duty = (await store.agents()).find((agent) => agent.id === '8001')?.availability.is;
      const refused = await dials(site, '*79');
      const resumed = await dials(site, '*20');
      const again = await dials(site, '*79');
      const rung = await parties.pickedUp(ANNA);
      const customer = await parties.customerRung(ANNA);
      customer.answer();
      await customer.event('answered');
      const talking = async () => (await records.attempts(ANNA)).find(({ phase }) => phase.is === 'talking');
      await until(talking, 'both talk');
      await rung.leg.rtp.sendDigits('*31');
      await customer.hangUp();
      const tones = { paused, refused, resumed, again };
      return { caller, leg, wrong, phrase, appointment, written, facts, agreed, duty, tones, rung };
    },
  },
);

runGroups(desk);

test('a wrong code: the error tone to the agent, and not a key or a tone to the caller', async () => {
  const { caller, leg, wrong, appointment, written } = await desk.results.anna();
  expect(firstHeard(recording(leg), ERROR, wrong.from, wrong.to)).toBeLessThan(wrong.to);
  for (const { from, to } of [wrong, appointment, written])
    for (const hz of [...DTMF, OK, ERROR])
      expect(isUnheard(recording(caller), hz, from, to), `${hz}`).toBe(true);
  expect(caller.rtp.digits()).toEqual([]);
});

test.each(['appointment', 'written'] as const)(
  '%s: understood, and the agent alone hears it',
  async (what) => {
    const { leg, [what]: keyed } = await desk.results.anna();
    expect(firstHeard(recording(leg), OK, keyed.from, keyed.to)).toBeLessThan(keyed.to);
  },
);

test('close.anything: on the key both hear the phrase', async () => {
  const { caller, leg, phrase, facts } = await desk.results.anna();
  for (const party of [caller, leg]) {
    const heard = await prompts(recording(party), { voices: VOICES, only: SAID });
    // what is searched for so few prompts takes the greeting's beginning for one of them
    const asked = heard.filter(({ from, to }) => from > phrase.from && to < phrase.to);
    expect(new Set(asked.map(({ name }) => name)), promptNames(heard)).toEqual(new Set(['close.anything']));
    // a sender that stumbles may swallow a syllable of what is played to a bridge
    const [whole] = asked;
    expect(Math.max(...asked.map(({ heardMs }) => heardMs))).toBeGreaterThan((whole?.lengthMs ?? 0) * 0.6);
  }
  expect(facts).toMatchObject([{ verdict: 'kept', by: { agent: '8001' } }]);
});

test('callback.appointment: by key, in so many minutes', async () => {
  const { agreed, appointment } = await desk.results.anna();
  expect(agreed).toMatchObject({ kind: 'promised', status: { is: 'scheduled' }, agent: '8001' });
  const inMinutes = ((agreed?.dueAt ?? 0) - (agreed?.promisedAt ?? 0)) / 60_000;
  expect(inMinutes).toBe(99);
  expect(appointment.to - appointment.from).toBeGreaterThan(0);
});

test.each([
  ['paused', OK],
  ['refused', ERROR],
  ['resumed', OK],
  ['again', OK],
] as const)('dialled from the idle phone: %s', async (which, hz) => {
  const { tones, duty } = await desk.results.anna();
  const leg = tones[which];
  expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(firstHeard(recording(leg), hz, at(leg, 'answered'))).toBeLessThan(at(leg, 'ended'));
  expect(duty).toBe('paused');
});

test('callback.purpose: the last caller again: the agent’s phone first, with the number of the customer', async () => {
  const { rung } = await desk.results.anna();
  expect(rung.leg.from).toBe(ANNA);
});
