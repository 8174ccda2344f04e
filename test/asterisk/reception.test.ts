import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askEngine } from '../../src/cli/api.ts';
import { nextOpening } from '../../src/config/hours.ts';
import { openingHours } from '../../src/config/hours-schema.ts';
import type { Site, SiteLine } from '../../src/config/site.ts';
import { localTime } from '../../src/config/time-zone.ts';
import { type Caller, findPrompts, type NamedPrompt, readSpeech } from '../../src/sipkit/index.ts';
import type { OutageAnswer } from '../../src/web/outages.ts';
import { lapse, pause } from '../host/machine.ts';
import { AT_ONCE_MS, at, onlyOne, promptNames, prompts, recording, timesOf } from './support/hearing.ts';
import { until } from './support/records.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import type { TestSite } from './support/site.ts';

const ASKED = { from: '13800000001', line: '4008001234' };
const NOTICED = { from: '13800000002', line: '4008000003' };
const LATER = { from: '13800000003', line: '4008000003' };
const CLOSED = { from: '13800000004', line: '4008000005' };
const BY_PHONE = { from: '13800000005', line: '4008000003' };

const SAID = /^(language|outage|closed|day|hour|minute|time|callback\.number_is|hold\.promise|digit|close)/;

/** Closed now, whatever the time is. */
const hoursNow = openingHours({
  daily: localTime(Date.now(), 'Asia/Shanghai').minutes < 12 * 60 ? '20:00-21:30' : '08:00-09:30',
  holidays: 'open',
});

function changed(site: Site): Site {
  const more: Readonly<Record<string, Partial<SiteLine>>> = {
    [ASKED.line]: { languages: ['zh', 'yue', 'en'] },
    [CLOSED.line]: { hours: hoursNow },
  };
  return { ...site, lines: site.lines.map((line) => ({ ...line, ...more[line.number] })) };
}

/** One who is answered; hung up after so long. */
async function listens({ parties }: TestSite, { from, line }: typeof ASKED, ms: number): Promise<Caller> {
  const caller = await parties.caller(from, line);
  await caller.event('answered');
  await pause(ms);
  return caller;
}

async function outages({ api }: TestSite): Promise<OutageAnswer[]> {
  return (await askEngine<{ outages: OutageAnswer[] }>(api, 'GET', '/v1/outages')).outages;
}

/** Nobody is there to pick up. */
const desk = scenarioGroup(
  { change: changed },
  {
    async menu(site) {
      const first = await listens(site, ASKED, 3000);
      await first.rtp.sendDigits('2');
      await pause(20_000);
      await first.hangUp();
      const call = await site.records.call(ASKED.from);
      const again = await site.parties.caller(ASKED.from, ASKED.line);
      await pause(4000);
      const answered = again.events.some(({ name }) => name === 'answered');
      await again.cancel();
      return { first, call, answered };
    },

    async outage(site) {
      const body = { line: NOTICED.line, area: '1380000', minutes: 60, by: '赵敏' };
      const on = await askEngine<OutageAnswer>(site.api, 'POST', '/v1/outages', body);
      const caller = await listens(site, NOTICED, 42_000);
      await caller.hangUp();
      await site.records.event(NOTICED.from, 'ended');
      const off = await askEngine<OutageAnswer>(site.api, 'DELETE', `/v1/outages/${on.id}?by=x`);
      const later = await site.parties.caller(LATER.from, LATER.line);
      await pause(4000);
      const answered = later.events.some(({ name }) => name === 'answered');
      await later.cancel();
      return { on, off, caller, answered };
    },

    async closed(site) {
      const began = Date.now();
      const caller = await listens(site, CLOSED, 14_000);
      await caller.rtp.sendDigits('1');
      await caller.event('ended', { timeoutMs: 60_000 });
      const [callback] = await site.records.callbacks(CLOSED.from);
      return { caller, callback, opens: nextOpening(hoursNow, began, 'Asia/Shanghai') };
    },
  },
);

/** A supervisor's phone, and somebody who calls while an outage is on. */
const supervisor = scenarioGroup(
  { phones: ['8900'] },
  {
    async code(site) {
      const phone = site.parties.phoneOf('8900');
      const dialled = async (code: string) => {
        const leg = await phone.dial(code);
        await leg.event('ended');
      };
      await dialled(`*91${site.outagePin === '000000' ? '111111' : '000000'}02`);
      const refused = await outages(site);
      await dialled(`*91${site.outagePin}02`);
      const on = await until(async () => (await outages(site))[0], 'an outage is on');
      const caller = await listens(site, BY_PHONE, 4000);
      await caller.hangUp();
      await dialled(`*90${site.outagePin}`);
      const off = await until(async () => (await outages(site)).find((one) => !one.on), 'it is off');
      return { refused, on, off, caller };
    },
  },
);

runGroups(desk, supervisor);

/** Prompts of another language, by their names. */
async function inCantonese(caller: Caller, names: readonly string[]): Promise<NamedPrompt[]> {
  const folder = join(desk.site().sounds, 'yue');
  const files = names.map(async (name) => [name, await readSpeech(join(folder, `${name}.wav`))] as const);
  return findPrompts(recording(caller), Object.fromEntries(await Promise.all(files)));
}

test('language.caller: the menu is heard at once; the key cuts it, and what follows is in that language', async () => {
  const { first, call } = await desk.results.menu();
  const heard = await prompts(recording(first), { only: SAID });
  const [zh] = heard;
  expect(zh?.name).toBe('language.menu.zh');
  expect(lapse(at(first, 'answered'), zh?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
  expect(timesOf(heard, 'language.menu.en')).toEqual([]);
  expect(call.language).toBe('yue');
  const greeted = await inCantonese(first, ['company', 'queue.announce']);
  expect(promptNames(greeted)).toBe('company queue.announce');
});

test('language.caller: answered at once by the engine, well before the first ring is over', async () => {
  const { first } = await desk.results.menu();
  expect(lapse(at(first, 'invited'), at(first, 'answered'))).toBeLessThan(1500);
});

test('language.caller: the next call from that number rings, and hears no menu', async () => {
  expect((await desk.results.menu()).answered).toBe(false);
});

test('outage.notice: put on by the API, heard before the queue by a caller who then goes on; counted', async () => {
  const { on, off, caller } = await desk.results.outage();
  expect(on).toMatchObject({ on: true, line: NOTICED.line, area: '+861380000', by: '赵敏' });
  // a quarter of a minute long: on a machine with other work to do, it may come in parts
  const parts = await prompts(recording(caller), { only: /^outage/ });
  const [first] = parts;
  const heardMs = parts.reduce((sum, part) => sum + part.heardMs, 0);
  expect(heardMs, promptNames(parts)).toBeGreaterThan(0.8 * (first?.lengthMs ?? 0));
  expect(lapse(at(caller, 'answered'), first?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
  const queued = await prompts(recording(caller), { only: /^(queue|company)/ });
  expect(onlyOne(queued, 'queue.announce').from).toBeGreaterThan(parts.at(-1)?.to ?? 0);
  expect(off).toMatchObject({ on: false, heard: 1, hungUp: 0, wentOn: 1 });
});

test('outage.notice: off, nobody hears of it', async () => {
  expect((await desk.results.outage()).answered).toBe(false);
});

test('callback.unanswered: a closed line says its hours; key 1 is called back as it opens', async () => {
  const { caller, callback, opens } = await desk.results.closed();
  const heard = promptNames(await prompts(recording(caller), { only: SAID }));
  expect(heard).toMatch(
    /^closed\.notice closed\.hours day\.every hour\.(8|20) minute\.0 time\.to hour\.(9|21) /,
  );
  expect(heard).toContain('hold.promise');
  expect(heard).toContain('close.goodbye');
  expect(callback).toMatchObject({ kind: 'afterHours', dueAt: opens, status: { is: 'scheduled' } });
});

test('outage.notice: a supervisor’s phone with the PIN, and none without', async () => {
  const { refused, on, off, caller } = await supervisor.results.code();
  expect(refused).toEqual([]);
  expect(on).toMatchObject({ on: true, line: null, area: null });
  expect(Date.parse(on.until) - Date.parse(on.from)).toBe(2 * 3_600_000);
  const heard = await prompts(recording(caller), { only: SAID });
  expect(heard[0]?.name).toBe('outage.notice');
  expect(off).toMatchObject({ id: on.id, heard: 1, hungUp: 1 });
});
