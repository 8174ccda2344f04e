import { describe, expect, it } from 'vitest';
import { AGENT_KEYS } from '../../src/core/agents/keys.ts';
import { clashOf, keysOf } from '../../src/core/agents/moved-codes.ts';
import { readKeys } from '../../src/core/agents/read-keys.ts';
import { loadText, SHIPPED } from './site-fixtures.ts';

const problems = (codes: string) => loadText(`${SHIPPED}\ncodes: ${codes}\n`).problems;

describe('codes: of sansheng.yaml', () => {
  it('a key is moved, another is switched off, and a third takes the free place', () => {
    const codes = "{ '*52': '*94', '*79': off, '*3N': '*52N', '*72HHMM': '*95HHMM', '*70': '*79' }";
    const { site, problems: none } = loadText(`${SHIPPED}\ncodes: ${codes}\n`);
    expect(none).toEqual([]);
    const keys = keysOf(site?.codes);
    const order = (pressed: string, where: 'call' | 'desk') => {
      const read = readKeys(pressed, where, keys);
      return read.is === 'order' ? read.order : read.is;
    };
    expect(order('*94', 'call')).toEqual({ do: 'clause', clause: 'people.supervisor' });
    expect(order('*52', 'call')).toBe('partial');
    expect(order('*521', 'call')).toEqual({ do: 'disposition', key: '1' });
    expect(order('*31', 'call')).toBe('unknown');
    expect(order('*951530', 'desk')).toEqual({ do: 'appointment', hour: 15, minute: 30 });
    expect(order('*79', 'desk')).toEqual({ do: 'promise', inMinutes: 0 });
  });

  it('the shipped codes do not clash', () => {
    expect(clashOf(AGENT_KEYS)).toBeUndefined();
  });

  it.each([
    ["{ '*77': '*94' }", /^UNKNOWN_KEY .*is no code of agents.*docs\/agents\/keys\.md/],
    ["{ '*52': '94' }", /^BAD_VALUE .*94 is no code/],
    ["{ '*52': '*9X' }", /^BAD_VALUE .*other letters than \*52.*Give digits only/],
    ["{ '*72HHMM': '*95' }", /^BAD_VALUE .*other letters.*End it in HHMM/],
    ["{ '*52': '*51' }", /^BAD_VALUE .*cannot both be dialled.*Give another code/],
    ["{ '*52': '*7' }", /^BAD_VALUE .*cannot both be dialled/],
    ["{ '*52': '*311' }", /^BAD_VALUE .*cannot both be dialled/],
    ['{ 52: off }', /^UNKNOWN_KEY /],
  ])('%s', (codes, problem) => {
    const found = problems(codes);
    expect(found).toHaveLength(1);
    expect(found[0]?.replaceAll('\n', ' ')).toMatch(problem);
  });
});
