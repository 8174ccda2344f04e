import type { PromptId } from '../../core/ids.ts';
import type { Rules } from '../../core/rules.ts';
import type { Standard } from '../../core/standard/standard.ts';

type Question = 'lengthOf' | 'mayDial' | 'nextCallingTime' | 'nextTimeOfDay' | 'dialLimits';

/** A question to the rules and their answer, as plain data. */
export interface RecordedAnswer {
  readonly question: Question;
  readonly asked: readonly unknown[];
  readonly answer: unknown;
}

/** Everything that a replay needs to know about a site. */
export interface RecordedRules extends Pick<Rules, 'dispositions' | 'pauseReasons' | 'codes'> {
  /** By edition. */
  readonly standards: Readonly<Record<string, Standard>>;
  readonly answers: readonly RecordedAnswer[];
}

/** The error when the recorded rules have no answer to a question. */
export class MissingAnswer extends Error {
  override readonly name = 'MissingAnswer';
}

type Ask = (question: Question, asked: readonly unknown[]) => unknown;

/** Rules whose every answer comes from `ask`. */
function askingRules(rest: Omit<Rules, Question>, ask: Ask): Rules {
  const { standard, edition, dispositions, pauseReasons, codes = {} } = rest;
  return {
    standard,
    edition,
    dispositions,
    pauseReasons,
    codes,
    lengthOf: (...asked) => ask('lengthOf', asked) as ReturnType<Rules['lengthOf']>,
    mayDial: (...asked) => ask('mayDial', asked) as ReturnType<Rules['mayDial']>,
    nextCallingTime: (...asked) => ask('nextCallingTime', asked) as ReturnType<Rules['nextCallingTime']>,
    nextTimeOfDay: (...asked) => ask('nextTimeOfDay', asked) as ReturnType<Rules['nextTimeOfDay']>,
    dialLimits: (...asked) => ask('dialLimits', asked) as ReturnType<Rules['dialLimits']>,
  };
}

/** The rules, which write down in `answers` what they answer. */
export function recordingRules(rules: Rules, answers: RecordedAnswer[]): Rules {
  return askingRules(rules, (question, asked) => {
    const answer: unknown = Reflect.apply(rules[question], rules, asked);
    answers.push({ question, asked: given(asked), answer });
    return answer;
  });
}

/** Rules that give the answers of `tape` in their order, whatever is asked, and write down in `answers` what was asked. */
export function tapedRules(rules: Rules, tape: RecordedAnswer[], answers: RecordedAnswer[]): Rules {
  return askingRules(rules, (question, asked) => {
    const next = tape.shift();
    if (next?.question !== question) throw new MissingAnswer(`${question} is not asked in the same order`);
    answers.push({ ...next, asked: given(asked) });
    return next.answer;
  });
}

/** Rules that answer as recorded.
 * @throws MissingAnswer from each question that has no recorded answer */
export function recordedRules(recorded: RecordedRules, edition: string): Rules {
  const { standards, answers, dispositions, pauseReasons, codes = {} } = recorded;
  const standard = standards[edition];
  if (!standard) throw new MissingAnswer(`there is no standard of edition ${edition}`);
  const known = new Map(answers.map((one) => [keyOf(one.question, one.asked), one.answer]));
  const ask: Ask = (question, asked) => {
    const key = keyOf(question, given(asked));
    if (known.has(key)) return known.get(key);
    if (question === 'lengthOf') return sumOf(asked, known);
    throw new MissingAnswer(`no answer was recorded to ${key}`);
  };
  return askingRules({ standard, edition, dispositions, pauseReasons, codes }, ask);
}

/** Prompts that were not asked about together may have been one by one. */
function sumOf([prompts, language]: readonly unknown[], known: ReadonlyMap<string, unknown>): number {
  return (prompts as readonly PromptId[]).reduce((sum, prompt) => {
    const key = keyOf('lengthOf', [[prompt], language]);
    const one = known.get(key);
    if (typeof one !== 'number') throw new MissingAnswer(`no answer was recorded to ${key}`);
    return sum + one;
  }, 0);
}

function keyOf(question: Question, asked: readonly unknown[]): string {
  return `${question} ${JSON.stringify(asked)}`;
}

/** What is left out at the end is as good as undefined. */
function given(asked: readonly unknown[]): readonly unknown[] {
  const last = asked.findLastIndex((one) => one !== undefined);
  return asked.slice(0, last + 1);
}

/** Each question once, with its first answer. */
export function withoutRepeats(answers: readonly RecordedAnswer[]): RecordedAnswer[] {
  const first = new Map<string, RecordedAnswer>();
  for (const one of answers) {
    const key = keyOf(one.question, one.asked);
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
