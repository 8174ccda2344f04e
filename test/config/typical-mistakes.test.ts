import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/config/check-files.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { folderWith, shippedCheckout } from './files.ts';
import { SHIPPED } from './site-fixtures.ts';

const GAS = '{ standard: gas }';
const AGENTS = SHIPPED.slice(
  SHIPPED.indexOf('agents:\n'),
  SHIPPED.indexOf('\n# The address of this machine'),
);

/** All that `sansheng check` says of a file: mistakes, then warnings. */
function saidOf(content: string | Uint8Array): string[] {
  const dir = folderWith({});
  const file = join(dir, 'sansheng.yaml');
  writeFileSync(file, content);
  const { problems, warnings } = checkFiles([file], shippedCheckout(), {});
  return [
    ...problems.map((problem) => `${problem.code} ${formatProblem(problem, dir)}`),
    ...warnings.map((problem) => `warning ${problem.code} ${formatProblem(problem, dir)}`),
  ];
}

/** The number of the line of the shipped file that holds `text`. */
function lineOf(text: string): number {
  return SHIPPED.slice(0, SHIPPED.indexOf(text)).split('\n').length;
}

// what stands in the shipped file, what somebody writes there, and what is said of it: code, and words of cause and cure
const MISTAKES: readonly (readonly [before: string, after: string, code: string, says: string])[] = [
  [
    'time_zone: Asia/Shanghai',
    'time_zone：Asia/Shanghai',
    'YAML_SYNTAX',
    'a full-width ： after the key. Write `time_zone: Asia/Shanghai`',
  ],
  ['company:\n', 'company：\n', 'YAML_SYNTAX', 'a full-width ： after the key. Write `company:`'],
  [GAS, '{ standard：gas }', 'UNKNOWN_KEY', 'a full-width ： after the key. Write `standard: gas`'],
  [
    'port_base: 15060',
    'port_base:15060',
    'YAML_SYNTAX',
    'no blank after the colon. Write `port_base: 15060`',
  ],
  ['  zh: 三声', '\tzh: 三声', 'YAML_SYNTAX', 'Tabs are not allowed as indentation. Correct the line'],
  [
    "'8003': { name: 陈美玲, languages: [zh, yue]",
    "'8003': { name: 陈美玲, languages: [zh，yue]",
    'BAD_VALUE',
    'with ， for ,. Give one of',
  ],
  [AGENTS, 'agents: {}\n', 'BAD_VALUE', 'Give at least one agent'],
  [
    AGENTS,
    "agents:\n  '8900': { name: 赵敏, role: supervisor }\n",
    'warning DOUBTFUL',
    'agents: nobody takes calls',
  ],
  ['{ name: 张伟, languages: [zh] }', '张伟', 'WRONG_TYPE', 'Give its keys, indented under it.'],
  [
    GAS,
    "{ standard: gas, hours: { mon-fri: '17:30-09:00' } }",
    'warning DOUBTFUL',
    "hours.mon-fri: '17:30-09:00' goes on through the night, until 09:00 of the next day. If the day is meant, write '09:00-17:30'.",
  ],
  [GAS, "{ standard: gas, hours: { daily: '9:00-17:30' } }", 'BAD_VALUE', "Give times such as '09:00-17:30'"],
  [GAS, "{ standard: gas, hours: { daily: '09：00-17：30' } }", 'BAD_VALUE', 'with ： for :. Give times'],
  [
    'match: 127.0.0.2 ',
    'match: 192.168.1.20 ',
    'warning DOUBTFUL',
    'calls from 192.168.1.20 cannot come: SIP is at 127.0.0.1, which this machine alone reaches. Set sip_host',
  ],
  [
    'sip_host: 127.0.0.1',
    'sip_host: 0.0.0.0',
    'BAD_VALUE',
    'Give the IP address of this machine that phones',
  ],
  ['sip_host: 127.0.0.1', "sip_host: '::'", 'BAD_VALUE', 'Give the IP address of this machine that phones'],
  ['match: 127.0.0.2 ', 'match: 0.0.0.0/0 ', 'BAD_VALUE', 'could be the trunk. Give the addresses'],
  ['match: 127.0.0.2 ', "match: ['::/0'] ", 'BAD_VALUE', 'could be the trunk. Give the addresses'],
  ['match: 127.0.0.2 ', 'match: 192.0.2.1:5060 ', 'BAD_VALUE', 'Give IP addresses, or networks'],
  [
    'time_zone: Asia/Shanghai',
    'time_zone: CST',
    'BAD_VALUE',
    'such as Asia/Shanghai. CST is the name of several.',
  ],
  [
    'time_zone: Asia/Shanghai',
    'time_zone: Etc/GMT+8',
    'BAD_VALUE',
    'such as Asia/Shanghai. Etc/GMT+8 is 8 hours west of Greenwich.',
  ],
  ['time_zone: Asia/Shanghai', 'time_zone: EST', 'BAD_VALUE', 'Give an IANA time zone'],
  ['time_zone: Asia/Shanghai', 'time_zone: Asia/Beijing', 'BAD_VALUE', 'such as Asia/Shanghai'],
  [GAS, '{ standard: Gaz }', 'UNKNOWN_STANDARD', 'Did you mean gas?'],
  ["'4008000003': {", '400-800-0003: {', 'BAD_VALUE', 'digits only, such as 4008001234'],
  ["schedule: '17 3 * * *'", 'schedule: 03:17', 'BAD_VALUE', 'five fields'],
];

describe('a typical mistake in sansheng.yaml is named, with its line and its cure', () => {
  it.each(MISTAKES)('%s → %s', (before, after, code, says) => {
    expect(SHIPPED).toContain(before);
    const [first, ...others] = saidOf(SHIPPED.replace(before, after));
    expect(others).toEqual([]);
    expect(first).toMatch(new RegExp(`^${code} sansheng.yaml:${lineOf(before)}: `));
    expect(first).toContain(says);
  });

  it('an address of the LAN, with the trunk of the demo', () => {
    const said = saidOf(SHIPPED.replace('sip_host: 127.0.0.1', 'sip_host: 192.168.1.10'));
    expect(said).toMatchObject([
      expect.stringMatching(
        `^warning DOUBTFUL sansheng.yaml:${lineOf('  match: 127')}: trunk.match: .*the demo's.* Give the`,
      ),
      expect.stringMatching(
        `^warning DOUBTFUL sansheng.yaml:${lineOf('  outbound_host:')}: trunk.outbound_host: `,
      ),
    ]);
  });

  it('TLS to a trunk whose certificate nobody looks at, which is no warning where somebody does', () => {
    const byTls = (authorities: string) =>
      SHIPPED.replace(
        'trunk:\n',
        `sip_tls: { certificate: /c.pem, key: /k.pem${authorities} }\ntrunk:\n  transport: tls\n`,
      );
    const [warning, ...others] = saidOf(byTls(''));
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^warning DOUBTFUL sansheng.yaml:\d+: trunk.transport: nobody looks at the trunk's certificate: .* Add sip_tls: /,
    );
    expect(saidOf(byTls(', authorities: /a.pem'))).toEqual([]);
  });

  it.each([
    ['WeCom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx'],
    ['DingTalk', 'https://oapi.dingtalk.com/robot/send?access_token=x'],
    ['Feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/x'],
  ])('a robot of %s as a webhook', (whose, url) => {
    const text = `${SHIPPED}\nwebhooks:\n  - url: ${url}\n`;
    const line = text.split('\n').length - 1;
    const [first, ...others] = saidOf(text);
    expect(others).toEqual([]);
    expect(first).toMatch(
      new RegExp(`^BAD_VALUE sansheng.yaml:${line}: webhooks.0.url: is the address of a robot of ${whose}`),
    );
    expect(first).toContain('Give the address of a program of yours');
  });
});

describe('a file that is not UTF-8', () => {
  const company = lineOf('  zh: 三声示例公司');
  // 三声示例公司 in GBK
  const gbk = Uint8Array.from([0xc8, 0xfd, 0xc9, 0xf9, 0xca, 0xbe, 0xc0, 0xfd, 0xb9, 0xab, 0xcb, 0xbe]);
  const [head = '', tail = ''] = SHIPPED.split('三声示例公司');
  // else only ASCII, so that the whole is GBK
  const ascii = tail.replace(/[^\n\x20-\x7e]/gu, 'x');

  it('GBK, with the line of the first letter that is none', () => {
    const said = saidOf(Buffer.concat([Buffer.from(head), gbk, Buffer.from(ascii)]));
    expect(said).toEqual([
      `FILE_ENCODING sansheng.yaml:${company}: the file is not UTF-8, it seems to be GBK. Save it as UTF-8: in Notepad, “Save as” with the encoding UTF-8, or \`iconv -f GBK -t UTF-8 OLD > NEW\`.`,
    ]);
  });

  it.each([
    ['with a mark', '\ufeff'],
    ['without one', ''],
  ])('UTF-16 %s', (_, mark) => {
    const [first, ...others] = saidOf(Buffer.from(mark + SHIPPED, 'utf16le'));
    expect(others).toEqual([]);
    expect(first).toMatch(
      /^FILE_ENCODING sansheng.yaml:1: the file is UTF-16(LE)?, not UTF-8\. Save it as UTF-8/,
    );
    expect(first?.length).toBeLessThan(200);
  });

  it('letters that were lost when it was saved', () => {
    expect(saidOf(SHIPPED.replace('三声示例', '\ufffd\ufffd'))).toEqual([
      `FILE_ENCODING sansheng.yaml:${company}: there is a \ufffd: the letters that stood there were lost when the file was saved. Write them anew.`,
    ]);
  });

  it('but a mark before UTF-8 does no harm', () => {
    expect(saidOf(`\ufeff${SHIPPED}`)).toEqual([]);
  });
});
