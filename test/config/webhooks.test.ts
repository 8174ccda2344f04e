import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../src/config/load-site.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { CALLBACK_EVENTS } from '../../src/core/callback/events.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { folderWith, ROOT } from './files.ts';

const standards = loadShipped();
const SHIPPED = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8');

function load(webhooks: string, env: Record<string, string> = {}) {
  const dir = folderWith({ 'sansheng.yaml': `${SHIPPED}\nwebhooks:\n${webhooks}\n` });
  const { site, problems } = loadSite(join(dir, 'sansheng.yaml'), { standards, env });
  const told = problems.map((problem) => formatProblem(problem, dir).replace(/^sansheng\.yaml:\d+: /, ''));
  return { webhooks: site?.webhooks, told };
}

describe('webhooks of sansheng.yaml', () => {
  it('there is none where none is named', () => {
    const { site } = loadSite(join(ROOT, 'sansheng.yaml'), { standards, env: {} });
    expect(site?.webhooks).toEqual([]);
  });

  it('are told everything, with numbers masked, by a secret that is made', () => {
    expect(load('  - url: https://crm.example.com/sansheng?key=1').webhooks).toEqual([
      {
        url: 'https://crm.example.com/sansheng?key=1',
        events: CALLBACK_EVENTS,
        lines: null,
        numbers: 'masked',
        secret: null,
      },
    ]);
  });

  it('or as they say', () => {
    const text = `  - url: http://10.0.0.5/hook
    plain_http: true
    events: [settled]
    lines: ['4008001234']
    numbers: full
    secret_env: CRM_SECRET`;
    expect(load(text, { CRM_SECRET: '0123456789abcdef' }).webhooks).toEqual([
      {
        url: 'http://10.0.0.5/hook',
        events: ['settled'],
        lines: ['4008001234'],
        numbers: 'full',
        secret: '0123456789abcdef',
      },
    ]);
  });

  it.each(['http://127.0.0.1:9000/', 'http://localhost/', 'http://[::1]:9000/', 'https://10.0.0.5/'])(
    '%s may be told',
    (url) => {
      expect(load(`  - url: ${url}`).told).toEqual([]);
    },
  );

  it.each([
    ['another machine without encryption', '  - url: http://crm.example.com/', 'plain_http: true'],
    ['a name that looks like loopback', '  - url: http://127.0.0.1.example.com/', 'plain_http: true'],
    ['another protocol', '  - url: file:///etc/passwd', 'Give the address'],
    ['no address', '  - url: crm', 'Give the address'],
    ['a password in the address', '  - url: https://a:b@crm.example.com/', 'Leave it out'],
    [
      'an address twice',
      '  - url: https://a.example.com/\n  - url: https://a.example.com/',
      'is given twice',
    ],
    [
      'an event that there is not',
      '  - { url: https://a.example.com/, events: [setled] }',
      'created, joined',
    ],
    ['no event', '  - { url: https://a.example.com/, events: [] }', 'Give a list of'],
    [
      'a word for a line',
      '  - { url: https://a.example.com/, lines: [constructor] }',
      'constructor is no line',
    ],
    [
      'an event by its former name',
      '  - { url: https://a.example.com/, events: [heldBack] }',
      'blocked was called heldBack',
    ],
    ['a line of nobody’s', "  - { url: https://a.example.com/, lines: ['1'] }", '1 is no line of this site'],
    ['a secret in the file', '  - { url: https://a.example.com/, secret: abc }', 'unknown key'],
    [
      'a secret that is not set',
      '  - { url: https://a.example.com/, secret_env: NO }',
      'the environment has no NO',
    ],
    ['a short secret', '  - { url: https://a.example.com/, secret_env: SHORT }', 'shorter than 16'],
  ])('%s is refused, with its cure', (_, text, cure) => {
    const { told } = load(text, { SHORT: 'abc' });
    expect(told).toEqual([expect.stringContaining(cure)]);
    expect(told[0]).toMatch(/^webhooks\.\d/);
  });
});
