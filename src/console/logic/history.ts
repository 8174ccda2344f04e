import type { FactAnswer } from '../../web/callbacks/facts.ts';
import type { ConsoleTexts } from '../text/zh.ts';

/** One line of a history. */
export interface HistoryLine {
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly more: string;
}

const WORDS = ['why', 'outcome', 'reason', 'rule', 'type', 'what'] as const;

/** What happened, for people: what, who, and what else is known of it. */
export function historyLine(fact: FactAnswer, texts: ConsoleTexts): HistoryLine {
  const { order, who, ...others } = fact.detail;
  const what = fact.verdict ? texts.clause(fact.what, fact.verdict) : (texts.events[fact.what] ?? fact.what);
  const named = typeof order === 'string' ? `${what}: ${texts.events[order] ?? order}` : what;
  const said = WORDS.flatMap((key) => {
    const value = others[key];
    return typeof value === 'string' ? [wordOf(value, texts)] : [];
  });
  const more = [...said, ...(fact.note === null ? [] : [fact.note])].join(' · ');
  return { at: fact.at, what: named, who: whoOf(who ?? fact.by, texts), more };
}

/** An outcome, a rule or a reason in words; what somebody has written stays as it is. */
function wordOf(value: string, { outcomes, rules, reasons, customer }: ConsoleTexts): string {
  const words: Readonly<Record<string, string>> = {
    ...{ ...outcomes, ...rules, ...reasons, ...customer.recordTypes },
  };
  return words[value] ?? value;
}

function whoOf(who: string | number | boolean | null, { engine, caller, network }: ConsoleTexts): string {
  const names: Readonly<Record<string, string>> = { engine, caller, network };
  return who === null ? '' : (names[String(who)] ?? String(who));
}

/** The event of a note, which changes nothing. */
const NOTED = 'callbackNoted';

/** A history without notes, which are shown by themselves. */
export function withoutNotes(history: readonly FactAnswer[]): readonly FactAnswer[] {
  return history.filter(({ what }) => what !== NOTED);
}

/** The last change that somebody has ordered. */
export function lastOrder(history: readonly FactAnswer[]): FactAnswer | undefined {
  return history.findLast(({ what, detail }) => detail.who !== undefined && what !== NOTED);
}
