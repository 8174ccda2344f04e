import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsText } from '../../src/cli/check.ts';
import { checkFiles } from '../../src/config/check-files.ts';
import type { PromptLengths } from '../../src/config/standards/conflicts.ts';
import { loadStandardFiles } from '../../src/config/standards/load.ts';
import { readSounds } from '../../src/host/sounds.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';
import { folderWith, HEAD, PROMPTS, ROOT, shippedCheckout } from './files.ts';

/** In ms; the two that matter are longest in yue and zh. */
const COMMON = { company: 2000, 'greeting.hello': 700, 'salute.weekend': 1300, 'queue.announce': 3800 };
const LENGTHS: PromptLengths = {
  zh: { ...COMMON, 'hold.reminder': 2900, 'callback.offer': 8400 },
  yue: { ...COMMON, 'hold.reminder': 3000, 'callback.offer': 7800 },
  en: {},
};

/** The warnings of a standard whose own lines begin in line 3: where, and what. */
function warningsOf(body: string, lengths: PromptLengths | null = LENGTHS): string[] {
  const file = join(folderWith({ 'mine.yaml': HEAD + body }), 'mine.yaml');
  const { warnings, problems } = loadStandardFiles([...SHIPPED_STANDARDS, file], PROMPTS, lengths);
  expect(problems).toEqual([]);
  return warnings
    .filter((warning) => warning.file === file)
    .map(({ line, key, cause, cure }) => `${line} ${key}: ${cause}. ${cure}`);
}

const REMINDER = 'say: [hold.reminder]';
const OFFER = 'say: [callback.offer]';
const NOTES = 'hold.promise: { say: [hold.promise] }\n';

describe('clauses that cannot both hold', () => {
  it('are none in what is shipped, with the recordings that are shipped', async () => {
    const { durations } = await readSounds(join(ROOT, 'sounds'));
    expect(loadStandardFiles(SHIPPED_STANDARDS, PROMPTS, durations)).toMatchObject({
      problems: [],
      warnings: [],
    });
  });

  it('a reassurance that comes after the offer', () => {
    const body = `hold.reminder: { every_seconds: 150, ${REMINDER} }\nhold.limit: { after_seconds: 120, ${OFFER} }\n`;
    expect(warningsOf(body)).toEqual([
      '3 hold.reminder.every_seconds: the offer of hold.limit comes after 120 s, before the first reassurance at 150 s. Take at most 120 s.',
    ]);
    expect(warningsOf(body.replace('150', '120'))).toEqual([]);
  });

  it('an offer that is made again before it is over', () => {
    const again = (seconds: number) =>
      `${NOTES}hold.limit: { after_seconds: 60, ask_again_seconds: ${seconds}, say: [callback.offer, callback.offer] }\n`;
    expect(warningsOf(again(16))).toEqual([
      '4 hold.limit.ask_again_seconds: the offer takes 16.8 s to say (zh), and is made again before that is over. Take more than 16.8 s, or shorter prompts.',
    ]);
    expect(warningsOf(again(17))).toEqual([]);
  });

  it('an offer that comes when the wait is already too long', () => {
    const offer = (seconds: number) =>
      `hold.limit: { after_seconds: ${seconds}, ${OFFER} }\nhold.long: { limit_seconds: 120 }\n`;
    expect(warningsOf(offer(180))).toEqual([
      '3 hold.limit.after_seconds: the offer comes after 180 s, when the wait is already longer than the 120 s of hold.long. Take at most 120 s.',
    ]);
    expect(warningsOf(offer(120))).toEqual([]);
  });

  it('a reassurance that is due while something else is being said', () => {
    const every = (seconds: number) =>
      `hold.reminder: { every_seconds: ${seconds}, ${REMINDER} }\nhold.limit: { after_seconds: 60, ${OFFER} }\n`;
    expect(warningsOf(every(11))).toEqual([
      '3 hold.reminder.every_seconds: the reassurance with the offer after it takes 11.3 s to say (zh), and the next reassurance is due before that. Take at least 12, or shorter prompts.',
    ]);
    expect(warningsOf(every(12))).toEqual([]);
  });

  it('a greeting that is longer than the first gap, its slots counted at their longest', () => {
    const body = `hold.reminder: { every_seconds: 6, ${REMINDER} }
hold.announce: { say: [hold.announce], say_queue: [queue.announce] }
answer.greeting: { say: ['{salutation}'], say_engine: ['{salutation}', '{company}'] }
`;
    expect(warningsOf(body)[0]).toContain('the greeting with the announcement after it takes 7.1 s to say');
    expect(warningsOf(body.replace('every_seconds: 6', 'every_seconds: 15'))).toEqual([]);
  });

  it('nothing is said of lengths that are not known', () => {
    expect(warningsOf(`hold.reminder: { every_seconds: 5, ${REMINDER} }\n${NOTES}`, null)).toEqual([]);
  });

  it('rings that are over before anybody can pick up', () => {
    const fast =
      'handling: { ring_on_seconds: 0.2, ring_off_seconds: 0.8, answer_margin_ms: 1000, agent_ring_seconds: 1 }\n';
    expect(warningsOf(`answer.rings: { rings: 1 }\n${fast}`)).toEqual([
      '4 handling.answer_margin_ms: the one ring is over after 1 s, which leaves nobody time to pick up before the engine answers. Take less than 1000, or a longer ring.',
    ]);
    expect(warningsOf(`answer.rings: { rings: 2 }\n${fast}`)).toEqual([]);
  });

  it("an agent's share of the rings that is longer than all of them", () => {
    const share = (seconds: number) =>
      `answer.rings: { rings: 2 }\nhandling: { agent_ring_seconds: ${seconds} }\n`;
    expect(warningsOf(share(12))).toEqual([
      "4 handling.agent_ring_seconds: all 2 rings are over after 10 s: no agent's phone rings for 12 s before the engine answers. Take at most 10.",
    ]);
    expect(warningsOf(share(10))).toEqual([]);
    const withoutLimit = 'handling: { rings_without_limit: 1, agent_ring_seconds: 6 }\n';
    expect(warningsOf(withoutLimit)[0]).toContain('the one ring is over after 5 s');
  });

  it('callers who are to be called back, and are taken for misdialled', () => {
    const after = 'handling: { abandon_after_seconds: 11 }\n';
    expect(warningsOf(`answer.rings: { rings: 2 }\ncallback.unanswered: true\n${after}`)).toEqual([
      '5 handling.abandon_after_seconds: all 2 rings are over after 10 s: who gives up while it rings is never called back, which callback.unanswered asks. Take at most 10.',
    ]);
    expect(warningsOf(`answer.rings: { rings: 2 }\n${after}`)).toEqual([]);
  });

  it('news that is due before anybody is called again', () => {
    const retry = (minutes: number) =>
      `callback.interim: { within_minutes: 10 }\nhandling: { retry_refused_minutes: [], retry_machine_minutes: [], retry_no_answer_minutes: [9], retry_invalid_number_minutes: [9], retry_busy_minutes: [${minutes}, 5] }\n`;
    expect(warningsOf(retry(10))).toEqual([
      '4 handling.retry_busy_minutes: a customer who was not reached is called again after 600 s, when the 600 s of callback.interim are over. Let the first wait be shorter than that.',
    ]);
    expect(warningsOf(retry(9.9))).toEqual([]);
  });
});

describe('a merging standard', () => {
  it('is warned of the numbers that it loosens, in the direction of each', () => {
    const body = `merge: [aftersales, telecom]
answer.rings: { rings: 4 }
hold.limit: { after_seconds: 90 }
close.record: { wrap_up_seconds: 10 }
`;
    expect(warningsOf(body)).toEqual([
      '4 answer.rings.rings: 4 is looser than the 2 of the standards that are merged. Leave it out to keep 2.',
      '6 close.record.wrap_up_seconds: 10 is looser than the 30 of the standards that are merged. Leave it out to keep 30.',
    ]);
  });

  it('may loosen what it extends: that is what extending is for', () => {
    expect(warningsOf('extends: strict\nanswer.rings: { rings: 6 }\n')).toEqual([]);
  });
});

describe('keys that have no effect', () => {
  it('a wording beside the one that takes its place', () => {
    const body = `extends: gas
callback.opening: { say: [greeting.hello], steps: [[greeting.hello], ['{company}']] }
hear.oneway: { say: [hear.oneway.ticketing], steps: [[hear.oneway.1.aftersales]] }
hold.announce: { say_ask: [hold.announce], say_other: [hold.announce.confirm.gas] }
`;
    expect(warningsOf(body)).toEqual([
      '6 hold.announce.say_other: nobody hears it beside say_ask. Leave one of the two out.',
      '5 hear.oneway.steps: nobody hears it beside say. Leave one of the two out.',
      '4 callback.opening.say: nobody hears it beside steps. Leave one of the two out.',
    ]);
  });

  it('the time for an answer to a question that nobody asks', () => {
    const body = (ask: string) =>
      `hold.announce: { ${ask}answer_seconds: 5, say: [hold.thanks], say_queue: [queue.announce] }\n`;
    expect(warningsOf(body(''))).toEqual([
      '3 hold.announce.answer_seconds: it means nothing without say_ask. Give say_ask, or leave it out.',
    ]);
    expect(warningsOf(body('say_ask: [hold.announce], '))).toEqual([]);
    expect(warningsOf('extends: ticketing\nhold.announce: { answer_seconds: 5 }\n')).toEqual([]);
  });

  it("a '{customer}' that has no words", () => {
    const opening = (more: string) =>
      `callback.opening: { ${more}steps: [[greeting.hello, '{customer}'], ['{company}']] }\n`;
    const cure = "Give callback.opening one of the two, or leave '{customer}' out.";
    const why = `'{customer}' asks nothing: callback.opening has neither say_customer nor say_named. ${cure}`;
    expect(warningsOf(opening(''))).toEqual([`3 callback.opening.steps: ${why}`]);
    expect(warningsOf(opening('say_customer: [callback.opening.ask.telecom], '))).toEqual([]);
    expect(warningsOf("callback.programme: { zero_usage: [['{customer}'], [greeting.hello]] }\n")).toEqual([
      `3 callback.programme.zero_usage: ${why}`,
    ]);
  });
});

describe('sansheng check', () => {
  const dir = () =>
    folderWith({ 'mine.yaml': `${HEAD}answer.rings: { rings: 2 }\nhandling: { agent_ring_seconds: 12 }\n` });

  it('warns and does not fail', () => {
    const { problems, warnings } = checkFiles([join(dir(), 'mine.yaml')], shippedCheckout(), {}, LENGTHS);
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([
      { code: 'CLAUSES_CONFLICT', line: 4, key: 'handling.agent_ring_seconds' },
    ]);
    const [first, second] = problemsText({ problems, warnings, sounds: [], store: null }).split('\n');
    expect(first).toBe('no problems');
    expect(second).toMatch(/^warning: .*mine\.yaml:4: handling\.agent_ring_seconds: all 2 rings are over/);
  });

  it('says nothing of a standard that was not asked about', () => {
    const folder = dir();
    const root = shippedCheckout();
    const gas = join(root, 'standards', 'gas.yaml');
    expect(checkFiles([gas], root, {}, LENGTHS).warnings).toEqual([]);
    expect(checkFiles([gas, join(folder, 'mine.yaml')], root, {}, LENGTHS).warnings).toHaveLength(1);
  });
});
