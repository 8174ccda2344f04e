import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../src/config/load-site.ts';
import { sitePaths } from '../../src/config/site.ts';
import { ROOT } from './files.ts';
import { EXISTING, loadText, problemsAfter, SHIPPED, standards } from './site-fixtures.ts';

describe('the site that is shipped', () => {
  const { site } = loadSite(join(ROOT, 'sansheng.yaml'), { standards, env: {} });

  it('has the lines and phones of the demo', () => {
    expect(site?.lines.map(({ number, standard }) => `${number} ${standard}`).toSorted()).toEqual([
      '4008000001 gas',
      '4008000002 telecom',
      '4008000003 aftersales',
      '4008000004 desk400',
      '4008000005 ticketing',
      '4008001234 strict',
      '4008009999 demo',
    ]);
    const queue = site?.agents.filter(({ role }) => role === 'agent').map(({ id }) => id);
    expect(queue).toEqual(['8001', '8002', '8003', '8004', '8005', '8006']);
    expect(site?.agents.find(({ id }) => id === '8900')?.role).toBe('supervisor');
    expect(site?.agents.find(({ id }) => id === '8800')?.role).toBe('complaints');
  });

  it('takes every port from one base, which the command line may set', () => {
    expect(site?.ports).toEqual({
      base: 15_060,
      sip: 15_060,
      sipTls: 15_067,
      ari: 15_061,
      ami: 15_062,
      api: 15_063,
      trunkPeer: 15_064,
      agi: 15_065,
      apiTls: 15_066,
      rtpFirst: 15_160,
      rtpLast: 15_359,
    });
    const file = join(ROOT, 'sansheng.yaml');
    const moved = loadSite(file, { standards, env: {}, portBase: 20_000 }).site;
    expect(moved?.ports.ami).toBe(20_002);
    expect(moved?.trunks[0]?.outboundPort).toBe(20_004);
  });

  it('keeps its state apart from that of a site with another base', () => {
    expect(sitePaths('/srv/sansheng', 15_060)).toMatchObject({
      dir: '/srv/sansheng/var/site-15060',
      store: '/srv/sansheng/var/site-15060/sansheng.db',
      secrets: '/srv/sansheng/var/site-15060/secrets.json',
    });
  });
});

describe('a site', () => {
  it('keeps numbers as they are written, quoted or not', () => {
    const { site, problems } = loadText(
      SHIPPED.replace("'4008000001'", '01012345678').replace("'8001'", '0801'),
    );
    expect(problems).toEqual([]);
    expect(site?.lines.some(({ number }) => number === '01012345678')).toBe(true);
    expect(site?.agents.some(({ id }) => id === '0801')).toBe(true);
  });

  it('quality.check: lets a line be recorded, and recordings be kept for a time', () => {
    const file = SHIPPED.replace('{ standard: gas }', '{ standard: gas, recording: sample }');
    const { site } = loadText(file.replace('keep_recordings_days: 30', 'keep_recordings_days: 7'));
    const lines = new Map(site?.lines.map((line) => [line.number, line]));
    expect(lines.get('4008000001')).toMatchObject({ recording: 'sample', recordingNotice: false });
    expect(lines.get('4008000004')).toMatchObject({ recording: 'all', recordingNotice: true });
    expect(lines.get('4008000002')).toMatchObject({ recording: 'off', recordingNotice: false });
    expect(site?.housekeeping.keepRecordingsDays).toBe(7);
    expect(loadText(SHIPPED.replace(/ *keep_recordings_days: 30\n/, '')).site?.housekeeping).toMatchObject({
      keepRecordingsDays: 30,
    });
  });

  it('lets a line have a language and a time zone of its own', () => {
    const { site } = loadText(
      SHIPPED.replace('{ standard: gas }', '{ standard: gas, language: yue, time_zone: Asia/Hong_Kong }'),
    );
    expect(site?.lines.find(({ number }) => number === '4008000001')).toEqual({
      number: '4008000001',
      callerId: null,
      languages: null,
      complaintKey: null,
      hours: null,
      standard: 'gas',
      language: 'yue',
      recording: 'off',
      recordingNotice: false,
      timeZone: 'Asia/Hong_Kong',
      region: 'CN',
      callbacks: {
        hours: { days: Array(7).fill([{ from: 480, to: 1260 }]), holidays: null },
        countries: ['CN'],
        numberTypes: ['mobile', 'fixed'],
        perNumberPerHour: 10,
        perNumberPerDay: 20,
        perLinePerHour: 1000,
        holdBackAfter: 5,
        customerFirst: false,
        press1: false,
      },
    });
  });

  it('callback.purpose: has callbacks of the line, of the site where the line says nothing, key by key', () => {
    const own =
      '{ standard: gas, region: HK, callbacks: { hours: { mon-fri: "09:00-18:00" }, press_1: true } }';
    const { site, problems } = loadText(
      SHIPPED.replace('{ standard: gas }', own).replace(
        '\nlines:',
        '\ncallbacks: { number_types: [mobile, voip], hours: { daily: "10:00-20:00" } }\nlines:',
      ),
    );
    expect(problems).toEqual([]);
    const of = (line: string) => site?.lines.find(({ number }) => number === line);
    const day = [{ from: 540, to: 1080 }];
    expect(of('4008000001')).toMatchObject({
      region: 'HK',
      callbacks: {
        hours: { days: [day, day, day, day, day, [], []], holidays: [] },
        countries: ['HK'],
        numberTypes: ['mobile', 'voip'],
        press1: true,
      },
    });
    expect(of('4008000002')?.callbacks).toMatchObject({
      hours: { days: Array(7).fill([{ from: 600, to: 1200 }]), holidays: [] },
      countries: ['CN'],
      press1: false,
    });
  });

  it.each([
    ['hours: { daily: "8-21" }', 'callbacks.hours.daily'],
    ['hours: { daily: closed }', 'callbacks.hours'],
    ['countries: [China]', 'callbacks.countries.0'],
    ['countries: []', 'callbacks.countries'],
    ['number_types: [mobiles]', 'callbacks.number_types.0'],
    ['per_number_per_hour: 0', 'callbacks.per_number_per_hour'],
    ['per_line_per_hour: many', 'callbacks.per_line_per_hour'],
    ['hold_back_after: 0.5', 'callbacks.hold_back_after'],
    ['press_1: yes please', 'callbacks.press_1'],
    ['press_one: true', 'callbacks.press_one'],
  ])('callback.purpose: says where callbacks are wrong: %s', (wrong, key) => {
    const [problem, ...more] = problemsAfter('\nlines:', `\ncallbacks: { ${wrong} }\nlines:`);
    expect(more).toEqual([]);
    expect(problem).toContain(key);
  });

  it('lets a line have a menu of languages and hours', () => {
    const { site, problems } = loadText(
      SHIPPED.replace(
        '{ standard: gas }',
        "{ standard: gas, languages: [yue, zh], hours: { mon-fri: ['09:00-12:00', '13:30-17:30'], sat: closed, holidays: open } }",
      ),
    );
    expect(problems).toEqual([]);
    const day = [
      { from: 540, to: 720 },
      { from: 810, to: 1050 },
    ];
    expect(site?.lines.find(({ number }) => number === '4008000001')).toMatchObject({
      languages: ['yue', 'zh'],
      hours: { days: [day, day, day, day, day, [], []], holidays: null },
    });
  });

  it('describes an Asterisk that runs already, with passwords from the environment', () => {
    const { site, problems } = loadText(SHIPPED.replace('\n  mode: auto\n', EXISTING), {
      ARI_SECRET: 'a',
      AMI_SECRET: 'b',
    });
    expect(problems).toEqual([]);
    expect(site?.asterisk.existing).toEqual({
      ariUrl: 'http://127.0.0.1:8088',
      ariUser: 'sansheng',
      ariPassword: 'a',
      amiHost: '127.0.0.1',
      amiPort: 5038,
      amiUser: 'sansheng',
      amiPassword: 'b',
    });
  });

  it('needs no passwords for an Asterisk that it does not use', () => {
    const { site } = loadText(SHIPPED.replace('\n  mode: auto\n', EXISTING.replace('auto', 'folder')));
    expect(site?.asterisk).toEqual({ mode: 'folder', existing: null });
  });
});
