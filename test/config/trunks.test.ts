import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_PASSWORDS } from '../../src/cli/context.ts';
import { outgoingRoutes } from '../../src/config/outgoing-routes.ts';
import { ROOT } from './files.ts';
import { loadText, SHIPPED } from './site-fixtures.ts';

/** The shipped site, without its trunk. */
const REST = SHIPPED.replace(/^trunk:\n( .*\n)+/m, '');
const ENV = { TRUNK_PASSWORD: 'se!cret' };

const load = (trunk: string, env = {}) => loadText(`${REST}\n${trunk}\n`, env);

const TWO = `trunk:
  - { name: ims, match: 192.0.2.10, outbound_host: 192.0.2.10, caller_id: '02161234567', next_after_seconds: 4 }
  - { name: e1, match: 192.0.2.20, outbound_host: 192.0.2.20, dial: { prefix: '9', area_code: '021' } }
`;

function routesOf(trunk: string, line: string, dialled: string) {
  const { site, problems } = load(trunk);
  expect(problems).toEqual([]);
  return site ? outgoingRoutes(site, line, dialled).map((r) => [r.trunk, r.number, r.callerId]) : [];
}

describe.each(['trunks.md', 'trunks.zh-CN.md'])('docs/admin/%s', (name) => {
  const page = readFileSync(join(ROOT, 'docs', 'admin', name), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it('has five examples', () => expect(examples).toHaveLength(5));

  it.each(examples)('its example %# is a trunk', (text) => {
    expect(load(text, ENV).problems).toEqual([]);
  });

  it.each(examples)(
    'a command that only reads the store takes its example %# without its password',
    (text) => {
      expect(load(text, NO_PASSWORDS).problems).toEqual([]);
    },
  );

  it('explains each key', () => {
    const [ims] = load(examples[2] ?? '', ENV).site?.trunks ?? [];
    expect(ims).toMatchObject({ name: 'ims', register: { password: 'se!cret' }, sipHost: '10.20.8.2' });
    const schema = readFileSync(join(ROOT, 'sansheng.schema.json'), 'utf8');
    const { anyOf } = JSON.parse(schema).properties.trunk;
    for (const key of Object.keys(anyOf[0].items.properties)) expect(page).toContain(`\`${key}\``);
  });
});

describe('callback.number: what a callback dials and shows', () => {
  it('one trunk without a name: the number as in the country, and the line', () => {
    const one = 'trunk: { match: 192.0.2.10, outbound_host: 192.0.2.10 }';
    expect(routesOf(one, '4008001234', '13800138000')).toEqual([['trunk', '13800138000', '4008001234']]);
  });

  it('each trunk in its order, its own form and number', () => {
    expect(routesOf(TWO, '4008001234', '02187654321')).toEqual([
      ['ims', '02187654321', '02161234567'],
      ['e1', '987654321', '4008001234'],
    ]);
    expect(routesOf(TWO, '4008001234', '13800138000')[1]).toEqual(['e1', '913800138000', '4008001234']);
  });

  it('the number of the line goes before that of the trunk', () => {
    const text = `${REST}\n${TWO}`.replace(
      'standard: strict }',
      "standard: strict, caller_id: '02100000001' }",
    );
    const { site } = loadText(text);
    const shown = site ? outgoingRoutes(site, '4008001234', '13800138000') : [];
    expect(shown.map(({ callerId }) => callerId)).toEqual(['02100000001', '02100000001']);
  });

  it('the number of the line on that trunk goes before both', () => {
    const text = `${REST}\n${TWO}`.replace(
      'standard: strict }',
      "standard: strict, caller_id: { e1: '02100000009' } }",
    );
    const { site, problems } = loadText(text);
    expect(problems).toEqual([]);
    const shown = site ? outgoingRoutes(site, '4008001234', '13800138000') : [];
    expect(shown.map(({ callerId }) => callerId)).toEqual(['02161234567', '02100000009']);
    const wrong = loadText(text.replace('e1: ', 'e2: ')).problems;
    expect(wrong).toMatchObject([expect.stringContaining('e2 is no trunk of this site')]);
  });

  it.each([
    ['{ number: e164 }', '+8613800138000'],
    ["{ number: e164, prefix: '00' }", '008613800138000'],
    ["{ prefix: '17951' }", '1795113800138000'],
    ['{ number: national }', '13800138000'],
  ])('dial: %s', (dial, number) => {
    const one = `trunk: { match: 192.0.2.10, outbound_host: 192.0.2.10, dial: ${dial} }`;
    expect(routesOf(one, '4008001234', '13800138000')).toEqual([['trunk', number, '4008001234']]);
  });
});

describe('a mistake in a list of trunks is named where it stands', () => {
  it.each([
    ['name: e1', 'name: ims', 'BAD_VALUE', 'trunk.1.name: two trunks have the name ims'],
    ['name: e1', 'name: E1', 'BAD_VALUE', 'trunk.1.name'],
    ['name: e1', 'name: system', 'BAD_VALUE', 'trunk.1.name'],
    ['match: 192.0.2.20', 'match: gateway', 'BAD_VALUE', 'trunk.1.match'],
    [
      'match: 192.0.2.20',
      'mach: 192.0.2.20',
      'UNKNOWN_KEY',
      'trunk.1.mach: unknown key. Did you mean match?',
    ],
    ['name: e1, ', '', 'MISSING_KEY', 'trunk.1.name'],
    ["prefix: '9'", 'prefix: 9', 'WRONG_TYPE', 'trunk.1.dial.prefix'],
    ['next_after_seconds: 4', 'next_after_seconds: 1', 'OUT_OF_RANGE', 'trunk.0.next_after_seconds'],
    [
      'name: e1, ',
      'name: e1, register: { user: u, password_env: NOT_SET }, ',
      'SECRET_MISSING',
      'the environment has no NOT_SET',
    ],
  ])('%s → %s', (before, after, code, says) => {
    const { problems } = load(TWO.replace(before, after));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(code);
    expect(problems[0]).toContain(says);
  });

  it('an empty list', () => {
    expect(load('trunk: []').problems).toMatchObject([expect.stringContaining('Give at least one trunk')]);
  });
});

it('rtp_ports: another range for sound, by which callers are counted', () => {
  const text = SHIPPED.replace(
    'port_base: 15060',
    'port_base: 15060\nrtp_ports: { first: 20000, last: 20399 }',
  );
  const { site, problems } = loadText(text);
  expect(problems).toEqual([]);
  expect(site?.ports).toMatchObject({ sip: 15_060, rtpFirst: 20_000, rtpLast: 20_399 });
  // two ports a leg, two legs an agent, one caller in ten is only told
  expect(site?.callers).toMatchObject({ most: 165, told: 19 });
  const narrow = loadText(text.replace('20399', '20004')).problems;
  expect(narrow).toMatchObject([expect.stringContaining('ten at least')]);
});
