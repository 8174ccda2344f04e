import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CORE = new URL('../../src/core/', import.meta.url);

const FILES = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** The code without what is said about it, and without words in quotes. */
function code(file: string): string {
  const text = readFileSync(new URL(file, CORE), 'utf8');
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '');
}

/** What the linter cannot hold, or holds only where nobody switches it off. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  randomness: /\bMath\s*\.\s*random\b|\bcrypto\b/,
  'a clock': /\bDate\b|\bperformance\b|\bhrtime\b/,
  'a timer': /\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/,
  'the environment': /\bprocess\b|\bglobalThis\b|\bimport\.meta\b/,
  'a promise': /\basync\b|\bawait\b|\bPromise\b/,
};

describe('the core is pure', () => {
  it('is looked at whole', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(FILES).toContain('call/step.ts');
  });

  it.each(Object.entries(FORBIDDEN))('knows no %s', (_, pattern) => {
    expect(FILES.filter((file) => pattern.test(code(file)))).toEqual([]);
  });

  it('imports nothing but itself', () => {
    for (const file of FILES) {
      const text = readFileSync(new URL(file, CORE), 'utf8');
      for (const [, from = ''] of text.matchAll(/from '([^']+)'/g)) {
        const url = new URL(from, new URL(file, CORE));
        expect(from.startsWith('.') && url.href.startsWith(CORE.href), `${file} imports ${from}`).toBe(true);
      }
    }
  });
});
