import type { Fact } from '../core/facts.ts';

function actor({ by }: Fact): string {
  if (by === undefined) return '';
  return typeof by === 'string' ? by : by.agent;
}

/** A fact for a person: what, by whom, in detail. */
export function factText(fact: Fact): [what: string, by: string, detail: string] {
  if (fact.kind === 'event') {
    const detail = Object.entries(fact.detail ?? {})
      .map(([key, value]) => `${key} ${typeof value === 'number' ? Number(value.toFixed(2)) : value}`)
      .join(', ');
    return [fact.name, actor(fact), detail];
  }
  const { measured, note } = fact;
  const value = measured ? `${measured.value.toFixed(2)} of ${measured.limit} ${measured.unit}` : '';
  const mark = fact.verdict === 'kept' ? '✓' : '✗';
  return [`${mark} ${fact.clause}`, actor(fact), [fact.verdict, value, note].filter(Boolean).join(', ')];
}
