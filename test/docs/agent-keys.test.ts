import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sheetGroups } from '../../src/cli/agents/sheet.ts';
import { AGENT_KEYS } from '../../src/core/agents/keys.ts';
import { readKeys } from '../../src/core/agents/read-keys.ts';

const NAMES = {
  dispositions: { '1': 'resolved', '2': 'no result yet', '7': 'wrong number' },
  pauseReasons: { '1': 'break', '9': 'other' },
  codes: {},
};
const codes = sheetGroups('en', NAMES).flatMap(({ rows }) => rows.map(({ code }) => code));

describe('the sheet of the agents’ keys', () => {
  it('has every key once, and those that a site names by their names', () => {
    const fixed = AGENT_KEYS.map(({ code }) => code).filter((code) => !code.includes('N'));
    expect(new Set(codes)).toEqual(new Set([...fixed, '*31', '*32', '*37', '*21', '*29']));
    expect(codes).toHaveLength(new Set(codes).size);
    const rows = sheetGroups('zh', NAMES).flatMap((group) => group.rows);
    expect(rows.find(({ code }) => code === '*29')?.what).toBe('示忙：other');
  });

  it.each(codes.map((code) => code.replaceAll(/[A-Z]/g, '1')))(
    '%s is understood where the sheet says so',
    (code) => {
      const places = (['call', 'desk'] as const).filter(
        (where) => readKeys(code, where, AGENT_KEYS).is === 'order',
      );
      const row = AGENT_KEYS.find(
        (key) => readKeys(code, places[0] ?? 'call', AGENT_KEYS).is === 'order' && fits(key.code, code),
      );
      expect(places).toEqual(row?.where === 'both' ? ['call', 'desk'] : [row?.where]);
    },
  );

  it.each(['keys.md', 'keys.zh-CN.md'])('docs/agents/%s has every code that the shipped site has', (file) => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'agents', file), 'utf8');
    for (const { code } of AGENT_KEYS) {
      if (code.includes('N')) expect(page).toContain(`\`${code.replace('N', '1')}\``);
      else expect(page).toContain(`\`${code}\``);
    }
  });

  it.each(['guide.md', 'guide.zh-CN.md'])('docs/agents/%s leads to it', (file) => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'agents', file), 'utf8');
    expect(page).toContain(file.replace('guide', 'keys'));
  });
});

function fits(code: string, pressed: string): boolean {
  return new RegExp(`^${code.replace('*', '\\*').replaceAll(/[A-Z]/g, '\\d')}$`).test(pressed);
}
