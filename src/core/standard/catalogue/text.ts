import type { ClauseUnit, Limit, SourceAsk, Wording } from './clause.ts';

/** The languages of texts for people. */
export type ReaderLanguage = keyof Wording;

const UNIT_TEXTS: Readonly<Record<ClauseUnit, Wording>> = {
  s: { zh: '秒', en: 's' },
  min: { zh: '分钟', en: 'min' },
  rings: { zh: '声', en: 'rings' },
  'chars/min': { zh: '字/分钟', en: 'chars/min' },
  dBFS: { zh: 'dBFS', en: 'dBFS' },
  count: { zh: '次', en: 'times' },
  stars: { zh: '星', en: 'stars' },
};

export function unitText(unit: ClauseUnit, language: ReaderLanguage): string {
  return UNIT_TEXTS[unit][language];
}

/** `15 s`, `180–200 chars/min`: the number alone. */
export function amountText({ value, upTo, unit }: Limit, language: ReaderLanguage): string {
  const number = upTo === undefined ? String(value) : `${value}–${upTo}`;
  return `${number} ${unitText(unit, language)}`;
}

/** `at most 15 s` */
export function limitText(limit: Limit, language: ReaderLanguage): string {
  return `${limit.what[language]} ${amountText(limit, language)}`;
}

/** All requirements of a standard for a clause, part by part; its own sentence and the phrases are Chinese in either
 * language. */
export function askTexts(ask: SourceAsk, language: ReaderLanguage): string[] {
  const never = language === 'zh' ? '禁用' : 'never';
  return [
    ...(ask.quote === null ? [] : [`“${ask.quote}”`]),
    ...(ask.wants === null ? [] : [ask.wants[language]]),
    ...ask.limits.map((limit) => limitText(limit, language)),
    ...ask.phrases.map((phrase) => `「${phrase}」`),
    ...ask.forbids.map((phrase) => `${never}「${phrase}」`),
  ];
}
