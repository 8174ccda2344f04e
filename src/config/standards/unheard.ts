import type { ClauseId, Phrase, Standard } from '../../core/standard/standard.ts';
import type { Conflict } from './conflicts.ts';
import type { StandardFile } from './schema.ts';
import { spellClause } from './spell.ts';

/** A key that has no effect: beside another one, which takes its place, or without one that it belongs to. */
type Idle = { readonly key: string } & (
  | { readonly beside: string; readonly without?: never }
  | { readonly without: string; readonly beside?: never }
);

const IDLE: { readonly [C in ClauseId]?: readonly Idle[] } = {
  'callback.opening': [{ key: 'say', beside: 'steps' }],
  'hear.oneway': [{ key: 'steps', beside: 'say' }],
  'hold.announce': [
    { key: 'say_other', beside: 'say_ask' },
    { key: 'answer_seconds', without: 'say_ask' },
  ],
  'hold.return': [{ key: 'answer_seconds', without: 'say_ask' }],
  'hold.promise': [{ key: 'answer_seconds', without: 'say_ask' }],
};

/** What a file itself says in vain: keys that have no effect beside the others of their clause, in this file and in those that
 * it builds on, and a question that has no words. */
export function unheardIn(file: StandardFile, standard: Standard): Conflict[] {
  const clauses = Object.keys(file) as (keyof StandardFile)[];
  return clauses.flatMap((name) => {
    const clause = name as ClauseId;
    const own: unknown = file[name];
    const known = spellClause(standard, clause);
    if (typeof own !== 'object' || own === null || known === null) return [];
    const has = (key: string) => known.some((one) => one.key === key);
    const idle = (IDLE[clause] ?? []).flatMap((each) => (each.key in own ? idleKey(clause, each, has) : []));
    return [...idle, ...wordless(clause, own, standard)];
  });
}

function idleKey(
  clause: ClauseId,
  { key, beside, without }: Idle,
  has: (key: string) => boolean,
): Conflict[] {
  if (beside !== undefined ? !has(beside) : has(without)) return [];
  const cause =
    beside !== undefined ? `nobody hears it beside ${beside}` : `it means nothing without ${without}`;
  const cure = beside !== undefined ? 'Leave one of the two out.' : `Give ${without}, or leave it out.`;
  return [{ code: 'KEY_IDLE', path: [clause, key], cause, cure }];
}

/** `{customer}` in a phrase, and nothing that it could say. */
function wordless(clause: ClauseId, own: object, { clauses }: Standard): Conflict[] {
  const opening = clauses['callback.opening'];
  if (opening?.sayCustomer || opening?.sayNamed) return [];
  const cause = "'{customer}' asks nothing: callback.opening has neither say_customer nor say_named";
  const cure = `Give callback.opening one of the two, or leave '{customer}' out.`;
  return Object.entries(own).flatMap(([key, said]) =>
    asksCustomer(said) ? [{ code: 'KEY_IDLE' as const, path: [clause, key] as const, cause, cure }] : [],
  );
}

function asksCustomer(said: unknown): boolean {
  const phrases: readonly (Phrase[number] | Phrase)[] = Array.isArray(said) ? said : [];
  return phrases.flat().includes('{customer}');
}
