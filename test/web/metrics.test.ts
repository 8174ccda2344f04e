// `GET /metrics`: Prometheus can read it, it says what one alerts on, and no number of a caller is in it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LINE } from '../scenarios/support/site.ts';
import { Office } from './support.ts';

const office = await Office.open();
afterAll(() => office[Symbol.asyncDispose]());

const ANNA = '13800138000';

async function scraped(): Promise<string> {
  const answer = await fetch(`${office.parts.base}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  return answer.text();
}

/** The value of a sample; NaN where there is none. */
async function value(sample: string): Promise<number> {
  const line = (await scraped()).split('\n').find((one) => one.startsWith(`${sample} `));
  return Number(line?.slice(sample.length + 1) ?? Number.NaN);
}

it('every line is as Prometheus reads it, each metric is explained once, and none stands in two places', async () => {
  const text = await scraped();
  const lines = text.split('\n').slice(0, -1);
  const sample = /^sansheng_[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? -?[\d.e+-]+$/;
  expect(lines.filter((line) => !line.startsWith('# ') && !sample.test(line))).toEqual([]);
  const named = [...text.matchAll(/^# TYPE (\S+) (gauge|counter|histogram)$/gm)].map(([, name]) => name);
  expect(new Set(named).size).toBe(named.length);
  expect(named.length).toBeGreaterThan(14);
});

it('the shipped alerts ask for metrics that are there', async () => {
  const alerts = readFileSync(join(import.meta.dirname, '..', '..', 'monitoring', 'alerts.yml'), 'utf8');
  const { groups } = parse(alerts) as {
    groups: { rules: { expr: string; annotations: { cure: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  const asked = rules.flatMap(({ expr }) => expr.match(/sansheng_[a-z_]+/g) ?? []);
  const text = await scraped();
  expect([...new Set(asked)].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  expect(rules.filter(({ annotations }) => !annotations.cure)).toEqual([]);
});

it('callers who wait are counted by line, and how long the first has waited', async () => {
  const caller = office.sim.controls.party(ANNA);
  caller.dial(LINE);
  await office.sim.advance(7000);
  expect(await value(`sansheng_callers_waiting{line="${LINE}"}`)).toBe(1);
  expect(await value(`sansheng_longest_wait_seconds{line="${LINE}"}`)).toBeCloseTo(7, 1);
  caller.hangUp();
  await office.sim.advance(1000);
  expect(await value(`sansheng_callers_waiting{line="${LINE}"}`)).toBeNaN();
});

it('callbacks are counted, those past their deadline and those at risk too; no number is told', async () => {
  const made = await office.ask('POST', '/v1/callbacks', { number: ANNA, line: LINE });
  expect(made.status).toBe(201);
  expect(await value('sansheng_callbacks_open')).toBeGreaterThanOrEqual(1);
  expect(await value('sansheng_callbacks_overdue')).toBe(0);
  const isOverdue = () => office.parts.engine.figures.load.callbacks.overdue > 0;
  await office.sim.runUntil(isOverdue, 5 * 24 * 3_600_000);
  expect(await value('sansheng_callbacks_overdue')).toBeGreaterThanOrEqual(1);
  expect(await scraped()).not.toContain(ANNA.slice(1));
});

it('a lost link and a store that refuses show, and commits are timed', async () => {
  expect([await value('sansheng_asterisk_up'), await value('sansheng_store_up')]).toEqual([1, 1]);
  expect(await value('sansheng_commit_seconds_count')).toBeGreaterThan(0);
  office.sim.controls.loseLink('a test');
  await office.sim.advance(100);
  expect(await value('sansheng_asterisk_up')).toBe(0);
});
