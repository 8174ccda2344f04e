import { describe, expect, it } from 'vitest';
import { loadSite } from '../../src/config/load-site.ts';
import { EXISTING, loadText, problemsAfter, SHIPPED, standards } from './site-fixtures.ts';

const GAS = '{ standard: gas';

/** The number of the line of the shipped file that holds `text`. */
function lineOf(text: string): number {
  return SHIPPED.slice(0, SHIPPED.indexOf(text)).split('\n').length;
}

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
    [
      `${GAS} }`,
      `${GAS}, special_days: { '2027-02-30': closed } }`,
      'BAD_VALUE',
      'lines.4008000001.special_days.2027-02-30',
      'Give a day that exists',
    ],
    [
      `${GAS} }`,
      `${GAS}, special_days: { '2027-02-20': holiday } }`,
      'BAD_VALUE',
      'lines.4008000001.special_days.2027-02-20',
      'may also be workday',
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
    const { site, problems } = loadText(text.replace('region: CN\n', ''));
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
