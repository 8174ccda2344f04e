import { expect, test } from 'vitest';
import type { Site } from '../../src/config/site.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import type { Leg, NamedPrompt } from '../../src/sipkit/index.ts';
import { lapse, later, pause } from '../host/machine.ts';
import {
  AT_ONCE_MS,
  at,
  firstHeard,
  isUnheard,
  phrase,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { sendTwice } from './support/send-twice.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';
import type { TestSite } from './support/site.ts';

const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
const DORA = '13800000004';
const EMIL = '13800000005';
/** Its callers are spoken to in Cantonese. */
const YUE_LINE = '4008009999';
const VOICES = [CALLER_VOICE, AGENT_VOICE];
const SAID =
  /^(company|greeting\.(agent|help|serving)|people\.(complaint|nuisance)|language\.apology|alert|hold\.promise|close\.goodbye|digit)/;

/** Nobody who has talked is free again while the scenarios last, so none gets a call of another. */
function longWrapUp(shipped: Standard): Standard {
  return { ...shipped, clauses: { ...shipped.clauses, 'close.record': { wrapUpMs: 600_000 } } };
}

function withYue(site: Site): Site {
  const lines = site.lines.map((line) =>
    line.number === YUE_LINE ? { ...line, language: 'yue' as const } : line,
  );
  return { ...site, lines };
}

async function talk({ parties, records }: TestSite, from: string, line?: string) {
  const caller = await parties.caller(from, line, tone(CALLER_VOICE));
  const { agent, leg } = await parties.pickedUp(from);
  leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected');
  await pause(1000);
  return { caller, agent, leg };
}

/** Whoever is asked for by the agent's key picks up, and they talk. */
async function handedOver(site: TestSite, from: string, keys: string, line?: string) {
  const { parties, records } = site;
  const first = await talk(site, from, line);
  await first.leg.rtp.sendDigits(keys);
  const second = await parties.pickedUp(from);
  second.leg.rtp.say(tone(AGENT_VOICE));
  await records.event(from, 'connected', { count: 2 });
  await pause(2000);
  await first.caller.hangUp();
  await records.event(from, 'ended');
  return { ...first, second, facts: await records.facts(await records.id(from)) };
}

const floor = scenarioGroup(
  {
    phones: ['8001', '8002', '8003', '8004', '8005', '8006', '8800', '8900'],
    standards: { strict: longWrapUp, demo: longWrapUp },
    change: withYue,
  },
  {
    /** The complaints desk takes over; then it goes home, and the next complaint finds nobody there. */
    async complaints(site) {
      const { parties, records } = site;
      const there = await handedOver(site, ANNA, '*51');
      await parties.goesHome('8800');
      const alone = await talk(site, BEN);
      await alone.leg.rtp.sendDigits('*51');
      await alone.caller.event('ended', { timeoutMs: 40_000 });
      await records.event(BEN, 'ended');
      const facts = await records.facts(await records.id(BEN));
      return { there, alone, facts, callbacks: await records.callbacks(BEN) };
    },
    async nuisance(site) {
      const call = await talk(site, CLARA);
      await sendTwice(call.leg, '*54');
      // twice, a silence, then the automatic desk, which goes on until the caller hangs up
      await pause(30_000);
      await call.caller.hangUp();
      await site.records.event(CLARA, 'ended');
      return { ...call, facts: await site.records.facts(await site.records.id(CLARA)) };
    },
    /** From Cantonese to Mandarin. */
    language: (site) => handedOver(site, DORA, '*61', YUE_LINE),
    /** The supervisor's phone rings while they go on talking. */
    async urgent(site) {
      const call = await talk(site, EMIL);
      await call.leg.rtp.sendDigits('*53');
      const boss = await site.parties.pickedUp(EMIL);
      await boss.leg.event('ended', { timeoutMs: 60_000 });
      await call.caller.hangUp();
      await site.records.event(EMIL, 'ended');
      return { ...call, boss, facts: await site.records.facts(await site.records.id(EMIL)) };
    },
  },
);

runGroups(floor);

const heardBy = (leg: Leg) => prompts(recording(leg), { voices: VOICES, only: SAID });
/** In what order; a machine that is busy with other things may swallow a syllable. */
const names = (heard: readonly NamedPrompt[]) => heard.map(({ name }) => name).join(' ');
const TRANSFERRED = (agent: string) => phrase('company', 'greeting.agent', agent, 'greeting.serving');
const verdicts = (facts: readonly { kind: string }[], clause: string) =>
  facts.flatMap((fact) =>
    'clause' in fact && fact.clause === clause && 'verdict' in fact ? [fact.verdict] : [],
  );

test('people.complaint: both hear the apology, the agent is let go when it is over, the desk takes over', async () => {
  const { there } = await floor.results.complaints();
  const { caller, leg, second, facts } = there;
  const heard = await heardBy(caller);
  const said = phrase('people.complaint.apology', 'people.complaint.transfer');
  expect(names(heard)).toContain(`${said} ${TRANSFERRED('8800')}`);
  expect(names(await heardBy(leg))).toContain('people.complaint.apology');
  const [transfer] = timesOf(heard, 'people.complaint.transfer');
  expect(lapse(transfer?.to ?? 0, at(leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(second.agent).toBe('8800');
  expect(verdicts(facts, 'people.complaint')).toEqual(['kept']);
  expect(verdicts(facts, 'close.caller.first')).toEqual(['kept', 'kept']);
});

test('people.complaint: the first agent is not heard any more, the desk is', async () => {
  const { there } = await floor.results.complaints();
  const all = recording(there.caller);
  const from = later(at(there.leg, 'ended'), 200);
  expect(isUnheard(all, AGENT_VOICE, from, at(there.second.leg, 'answered'))).toBe(true);
  expect(firstHeard(all, AGENT_VOICE, at(there.second.leg, 'answered'))).toBeLessThan(
    at(there.caller, 'ended'),
  );
  expect(
    firstHeard(recording(there.second.leg), CALLER_VOICE, at(there.second.leg, 'answered')),
  ).toBeLessThan(at(there.caller, 'ended'));
});

test('people.complaint: with nobody there it is recorded, and called back within its own time', async () => {
  const { alone, facts, callbacks } = await floor.results.complaints();
  expect(names(await heardBy(alone.caller))).toContain(
    phrase('people.complaint.apology', 'people.complaint.recorded'),
  );
  expect(at(alone.leg, 'ended')).toBeLessThan(at(alone.caller, 'ended'));
  expect(verdicts(facts, 'people.complaint')).toEqual(['kept']);
  expect(callbacks).toMatchObject([{ kind: 'complaint', wants: { role: 'complaints' } }]);
});

test('people.nuisance: the agent is let go at once, the desk says it again and again until the caller hangs up', async () => {
  const { caller, leg, facts } = await floor.results.nuisance();
  const strict = floor.site().standards.get('strict')?.clauses['people.nuisance'];
  const [name = ''] = strict?.say ?? [];
  const heard = await heardBy(caller);
  const said = timesOf(heard, name);
  expect(said).toHaveLength(strict?.times ?? 0);
  const desk = timesOf(heard, strict?.sayDesk?.[0] ?? '');
  const silence = (desk[0]?.from ?? 0) - (said.at(-1)?.to ?? 0);
  expect(lapse(strict?.againMs ?? 0, silence)).toBeLessThan(AT_ONCE_MS);
  expect(lapse(said[0]?.from ?? 0, at(leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(caller.events.at(-1)?.end).toMatchObject({ by: 'here' });
  expect(verdicts(facts, 'people.nuisance')).toEqual(['kept']);
  expect(verdicts(facts, 'close.caller.first')).toEqual(['kept']);
  const records = facts.filter((fact) => fact.kind === 'event' && fact.name === 'record');
  expect(records).toMatchObject([{ detail: { type: 'nuisance' } }]);
});

test('language.caller, answer.greeting.transferred: the apology and all that follows in the new language', async () => {
  const { caller, leg, second, facts } = await floor.results.language();
  expect(names(await heardBy(caller))).toBe(`language.apology ${TRANSFERRED(second.agent)}`);
  expect(second.leg).not.toBe(leg);
  expect(leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(verdicts(facts, 'language.caller')).toEqual(['kept']);
  expect(verdicts(facts, 'answer.greeting.transferred')).toEqual(['kept']);
});

test('people.urgent: the supervisor hears whose alert it is and who the caller is; the talk goes on', async () => {
  const { caller, agent, leg, boss, facts } = await floor.results.urgent();
  expect(boss.agent).toBe('8900');
  const once = phrase('alert.urgent', agent, 'alert.caller', EMIL);
  expect(names(await heardBy(boss.leg))).toBe(`${once} ${once}`);
  expect(boss.leg.events.at(-1)?.end).toEqual({ how: 'bye', by: 'far' });
  expect(at(leg, 'ended')).toBeGreaterThan(at(boss.leg, 'ended'));
  expect(timesOf(await heardBy(caller), 'alert.urgent')).toEqual([]);
  expect(verdicts(facts, 'people.urgent')).toEqual(['kept']);
});
