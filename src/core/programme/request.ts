import type { CallbackState } from '../callback/state.ts';
import type { Language } from '../ids.ts';
import type { CallbackRequest } from '../model/callback.ts';
import type { CustomerHours } from '../model/customer.ts';
import type { ProgrammeState, RowState } from './state.ts';
import { TEMPLATES } from './templates.ts';

/** A callback of a programme has this place in the queue: behind every waiting customer. */
export const BEHIND_MS = 7 * 86_400_000;

/** A customer has at least this long, however late in the day the engine calls the row. */
const LEAST_MS = 60_000;

/** The callback that a row asks for. `dayEnds`: UTC ms. */
export function requestOf(
  row: RowState,
  programme: ProgrammeState,
  { hours, wall, dayEnds }: { hours: CustomerHours | null | undefined; wall: number; dayEnds: number },
): CallbackRequest {
  const { line, standard, language, name, id } = programme;
  return {
    kind: 'programme',
    number: row.number,
    dialled: row.dialled,
    line,
    standard,
    language,
    from: null,
    ...(row.name === undefined ? {} : { name: row.name }),
    about: aboutOf(row, programme),
    by: name,
    ...(hours ? { hours } : {}),
    programme: { programme: id, row: row.row, template: programme.template },
    place: wall + BEHIND_MS,
    dueAt: wall,
    withinMs: Math.max(dayEnds - wall, LEAST_MS),
  };
}

/** The agent reads it: it is in the language of the line. */
function aboutOf({ about }: RowState, { template, language }: ProgrammeState): string {
  const { words, colon } = TEXTS[language];
  return [TEMPLATES[template].title[words], about].filter(Boolean).join(colon);
}

const TEXTS: Readonly<Record<Language, { readonly words: 'zh' | 'en'; readonly colon: string }>> = {
  zh: { words: 'zh', colon: '：' },
  yue: { words: 'zh', colon: '：' },
  en: { words: 'en', colon: ': ' },
};

/** Only the programme has asked for it: a customer who asked, too, has a place among the waiting callers. */
export function isProgrammesOnly({ programme, place, promisedAt }: CallbackState): boolean {
  return programme !== undefined && place >= promisedAt + BEHIND_MS;
}
