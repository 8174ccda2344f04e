import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../src/config/load-site.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { sitePaths } from '../../src/config/site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { folderWith, ROOT } from './files.ts';

const standards = loadStandards(join(ROOT, 'standards'));
const SHIPPED = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8');
const GAS = '{ standard: gas';

/** The number of the line of the shipped file that holds `text`. */
function lineOf(text: string): number {
  return SHIPPED.slice(0, SHIPPED.indexOf(text)).split('\n').length;
}

function load(text: string, env: Record<string, string> = {}) {
  const dir = folderWith({ 'sansheng.yaml': text });
  const { site, problems } = loadSite(join(dir, 'sansheng.yaml'), { standards, env });
  return { site, problems: problems.map((problem) => `${problem.code} ${formatProblem(problem, dir)}`) };
}

/** What is wrong with the shipped site once `before` in it reads `after`. */
function problemsAfter(before: string, after: string, env: Record<string, string> = {}): string[] {
  expect(SHIPPED).toContain(before);
  return load(SHIPPED.replace(before, after), env).problems;
}

const EXISTING = `
  mode: auto
  existing:
    ari_url: http://127.0.0.1:8088/
    ari_user: sansheng
    ari_password_env: ARI_SECRET
    ami_host: 127.0.0.1
    ami_port: 5038
    ami_user: sansheng
    ami_password_env: AMI_SECRET
`;

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
      ari: 15_061,
      ami: 15_062,
      api: 15_063,
      trunkPeer: 15_064,
      agi: 15_065,
      rtpFirst: 15_160,
      rtpLast: 15_359,
    });
    const file = join(ROOT, 'sansheng.yaml');
    const moved = loadSite(file, { standards, env: {}, portBase: 20_000 }).site;
    expect(moved?.ports.ami).toBe(20_002);
    expect(moved?.trunk.outboundPort).toBe(20_004);
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
    const { site, problems } = load(SHIPPED.replace("'4008000001'", '01012345678').replace("'8001'", '0801'));
    expect(problems).toEqual([]);
    expect(site?.lines.some(({ number }) => number === '01012345678')).toBe(true);
    expect(site?.agents.some(({ id }) => id === '0801')).toBe(true);
  });

  it('quality.check: lets a line be recorded, and recordings be kept for a time', () => {
    const file = SHIPPED.replace('{ standard: gas }', '{ standard: gas, recording: sample }');
    const { site } = load(file.replace('keep_recordings_days: 30', 'keep_recordings_days: 7'));
    const lines = new Map(site?.lines.map((line) => [line.number, line]));
    expect(lines.get('4008000001')).toMatchObject({ recording: 'sample', recordingNotice: false });
    expect(lines.get('4008000004')).toMatchObject({ recording: 'all', recordingNotice: true });
    expect(lines.get('4008000002')).toMatchObject({ recording: 'off', recordingNotice: false });
    expect(site?.housekeeping.keepRecordingsDays).toBe(7);
    expect(load(SHIPPED.replace(/ *keep_recordings_days: 30\n/, '')).site?.housekeeping).toMatchObject({
      keepRecordingsDays: 30,
    });
  });

  it('lets a line have a language and a time zone of its own', () => {
    const { site } = load(
      SHIPPED.replace('{ standard: gas }', '{ standard: gas, language: yue, time_zone: Asia/Hong_Kong }'),
    );
    expect(site?.lines.find(({ number }) => number === '4008000001')).toEqual({
      number: '4008000001',
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
    const { site, problems } = load(
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
    const { site, problems } = load(
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
    const { site, problems } = load(SHIPPED.replace('\n  mode: auto\n', EXISTING), {
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
    const { site } = load(SHIPPED.replace('\n  mode: auto\n', EXISTING.replace('auto', 'folder')));
    expect(site?.asterisk).toEqual({ mode: 'folder', existing: null });
  });
});

describe('a site with something wrong in it', () => {
  it.each([
    [
      'standard: gas }',
      'standard: gass }',
      'UNKNOWN_STANDARD',
      'lines.4008000001.standard',
      'Did you mean gas?',
    ],
    [
      'standard: gas }',
      'standrad: gas }',
      'UNKNOWN_KEY',
      'lines.4008000001.standrad',
      'Did you mean standard?',
    ],
    [
      'standard: gas }',
      'standard: gas, recording: some }',
      'BAD_VALUE',
      'lines.4008000001.recording',
      'Give off, all or sample.',
    ],
    ["'4008000001'", 'hotline', 'BAD_VALUE', 'lines.hotline', 'Give the number as it is dialled'],
    ["'8001':", "'8':", 'BAD_VALUE', 'agents.8', 'Give the extension, two to six digits'],
    ['[zh, yue, en] }', '[zh, fr] }', 'BAD_VALUE', 'agents.8001.languages.1', 'Give one of zh, yue, en.'],
    [
      'role: supervisor',
      'role: boss',
      'BAD_VALUE',
      'agents.8900.role',
      'Give agent, supervisor or complaints.',
    ],
    [
      '{ standard: gas }',
      "{ standard: gas, complaint_key: '9' }",
      'BAD_VALUE',
      'lines.4008000001.complaint_key',
      'Take it out, or give the line another standard.',
    ],
    [
      '{ standard: strict }',
      '{ standard: strict, complaint_key: 99 }',
      'WRONG_TYPE',
      'lines.4008001234.complaint_key',
      'Give one key, 1 to 9',
    ],
    ['Asia/Shanghai', 'Asia/Shangai', 'BAD_VALUE', 'time_zone', 'Give an IANA time zone'],
    ['region: CN', 'region: China', 'BAD_VALUE', 'region', 'Give a country by its two letters'],
    ['port_base: 15060', 'port_base: 80', 'OUT_OF_RANGE', 'port_base', 'Give a port from 1024 to 65236'],
    ['port_base: 15060', "port_base: '15060'", 'WRONG_TYPE', 'port_base', 'Give a port from 1024 to 65236'],
    ['mode: auto', 'mode: cloud', 'BAD_VALUE', 'asterisk.mode', 'Give auto, existing, docker or folder.'],
    [
      "'17 3 * * *'",
      "'17 25 * * *'",
      'BAD_VALUE',
      'housekeeping.schedule',
      'Give a cron schedule of five fields',
    ],
    [
      "'17 3 * * *'",
      "'0 17 3 * * *'",
      'BAD_VALUE',
      'housekeeping.schedule',
      'Give a cron schedule of five fields',
    ],
    [
      'keep_days: 180',
      'keep_days: 0',
      'OUT_OF_RANGE',
      'housekeeping.keep_days',
      'Give a whole number of days',
    ],
    ['backup: true', 'backup: yes', 'WRONG_TYPE', 'housekeeping.backup', 'Give true or false.'],
    ["'9': 其他 other", "'10': 其他 other", 'BAD_VALUE', 'dispositions.10', 'Give one key, 1 to 9.'],
    ['match: 127.0.0.2', 'match: 127.0.0.2; x', 'BAD_VALUE', 'trunk.match', 'Give IP addresses, or networks'],
    [
      `${GAS} }`,
      `${GAS}, languages: [zh, zh] }`,
      'BAD_VALUE',
      'lines.4008000001.languages',
      'Name two or three',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mo: '09:00-17:00' } }`,
      'BAD_VALUE',
      'lines.4008000001.hours.mo',
      'Give mon to sun',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mon: 9-17 } }`,
      'BAD_VALUE',
      'lines.4008000001.hours.mon',
      'Give times such as',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mon: '09:03-17:00' } }`,
      'BAD_VALUE',
      'lines.4008000001.hours.mon',
      'five minutes',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mon: ['09:00-12:00', '11:00-17:00'] } }`,
      'BAD_VALUE',
      'lines.4008000001.hours.mon',
      'do not overlap',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mon-fri: '09:00-17:00', wed: closed } }`,
      'BAD_VALUE',
      'lines.4008000001.hours.wed',
      'Name wed once',
    ],
    [
      `${GAS} }`,
      `${GAS}, hours: { mon: closed } }`,
      'BAD_VALUE',
      'lines.4008000001.hours',
      'at least one day',
    ],
    [`${GAS} }`, `${GAS}, hours: 9-17 }`, 'WRONG_TYPE', 'lines.4008000001.hours', ''],
  ])('%s → %s', (before, after, code, key, cure) => {
    const [problem, ...rest] = problemsAfter(before, after);
    expect(rest).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${code} sansheng.yaml:${lineOf(before)}: ${key}: `));
    expect(problem).toContain(cure);
  });

  it('no name for a disposition that always is there', () => {
    expect(problemsAfter("  '2': 暂无结果 no result yet\n", '')).toEqual([
      `MISSING_KEY sansheng.yaml:${lineOf('dispositions:')}: dispositions.2: is missing. Name it: 1 is always resolved, 2 always without a result yet.`,
    ]);
  });

  it('an existing Asterisk that is not described, or whose passwords are not there', () => {
    expect(problemsAfter('mode: auto', 'mode: existing')).toEqual([
      `MISSING_KEY sansheng.yaml:${lineOf('asterisk:\n')}: asterisk.existing: is missing. Give under it: ari_url, ari_user, ari_password_env, ami_host, ami_port, ami_user, ami_password_env.`,
    ]);
    const [problem, ...rest] = problemsAfter('\n  mode: auto\n', EXISTING, {
      ARI_SECRET: 'a',
      AMI_SECRET: '',
    });
    expect(rest).toEqual([]);
    expect(problem).toMatch(
      /^SECRET_MISSING .*ami_password_env: the environment has no AMI_SECRET\. Set it to/,
    );
  });

  it('everything at once, and no half a site', () => {
    const text = SHIPPED.replace('standard: gas', 'standard: gass').replace(
      'port_base: 15060',
      'port_base: -1',
    );
    const { site, problems } = load(text.replace('region: CN\n', ''));
    expect(site).toBeNull();
    expect(problems.map((problem) => problem.split(' ')[0]).toSorted()).toEqual([
      'MISSING_KEY',
      'OUT_OF_RANGE',
      'UNKNOWN_STANDARD',
    ]);
  });

  it('no file', () => {
    const { problems } = loadSite('/nonexistent/sansheng.yaml', { standards, env: {} });
    expect(problems).toMatchObject([{ code: 'FILE_MISSING', file: '/nonexistent/sansheng.yaml', line: 1 }]);
  });
});
