import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLAUSE_FIELDS } from '../../src/config/standards/fields.ts';
import { loadStandardFiles, loadStandards } from '../../src/config/standards/load.ts';
import { SOURCES } from '../../src/core/standard/catalogue/clause.ts';
import { CATALOGUE } from '../../src/core/standard/catalogue.ts';
import { MAINLAND_HANDLING } from '../../src/core/standard/handling.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';
import { folderWith, HEAD, PROMPTS, problemsIn, problemsOf } from './files.ts';

describe('the standards that are shipped', () => {
  const { standards, problems, broken } = loadStandardFiles(SHIPPED_STANDARDS, PROMPTS);
  const clauses = (name: string) => standards.get(name)?.clauses ?? {};

  it('are all in order', () => {
    expect(problems).toEqual([]);
    expect(broken.size).toBe(0);
    expect([...standards.keys()].toSorted()).toEqual([
      'aftersales',
      'demo',
      'desk400',
      'gas',
      'strict',
      'telecom',
      'ticketing',
    ]);
  });

  it('strict has every clause, and of each the strictest number', () => {
    const strict = clauses('strict');
    expect(Object.keys(strict).toSorted()).toEqual(Object.keys(CLAUSE_FIELDS).toSorted());
    expect(strict['answer.rings']).toEqual({ rings: 2 });
    expect(strict['hold.reminder']?.everyMs).toBe(15_000);
    expect(strict['hold.limit']).toMatchObject({ afterMs: 120_000, againMs: 60_000 });
    expect(strict['callback.interim']).toMatchObject({ withinMs: 30 * 60_000 });
    expect(strict['close.record']).toEqual({ wrapUpMs: 30_000 });
  });

  it('strict goes about it as mainland China does, which its file spells out', () => {
    expect(standards.get('strict')?.handling).toEqual(MAINLAND_HANDLING);
    expect(standards.get('gas')?.handling).toEqual(MAINLAND_HANDLING);
  });

  it('each of the five has the clauses that stand in it', () => {
    expect(clauses('gas')['answer.rings']).toBeUndefined();
    expect(clauses('gas')['answer.greeting.time']).toEqual({});
    expect(clauses('telecom')['hold.limit']?.afterMs).toBe(180_000);
    expect(clauses('aftersales')['answer.rings']).toEqual({ rings: 3 });
    expect(clauses('ticketing')['hold.reminder']?.everyMs).toBe(15_000);
  });

  it.each(SOURCES)(
    '%s has every clause that it asks for and that the engine keeps, and no other',
    (source) => {
      const asked = CATALOGUE.filter(({ asks, state }) => asks[source] !== null && state === 'kept');
      expect(Object.keys(clauses(source)).toSorted()).toEqual(asked.map(({ id }) => id).toSorted());
    },
  );

  it('demo is strict with other times, and only with those', () => {
    expect(Object.keys(clauses('demo')).toSorted()).toEqual(Object.keys(clauses('strict')).toSorted());
    expect(clauses('demo')['hold.limit']?.say).toEqual(clauses('strict')['hold.limit']?.say);
    expect(clauses('demo')['hold.limit']?.afterMs).toBe(25_000);
    expect(standards.get('demo')?.handling).toMatchObject({
      retryBusyMs: [12_000, 12_000, 12_000, 12_000],
      ringOffMs: 4000,
    });
  });
});

describe('a standard with something wrong in it', () => {
  it('a misspelt key', () => {
    expect(problemsIn('hold.reminder:\n  every_secnds: 15\n  say: [hold.reminder]\n')).toEqual([
      'UNKNOWN_KEY mine.yaml:4: hold.reminder.every_secnds: unknown key. Did you mean every_seconds?',
    ]);
  });

  it('a misspelt clause, and one that is like none', () => {
    const [first, second] = problemsIn('hold.remainder: true\nxyzzy: 1\n');
    expect(first).toBe('UNKNOWN_KEY mine.yaml:3: hold.remainder: unknown key. Did you mean hold.reminder?');
    expect(second).toMatch(/^UNKNOWN_KEY mine.yaml:4: xyzzy: unknown key. What may stand here: name, title,/);
  });

  it('a negative time', () => {
    expect(problemsIn('hold.reminder:\n  say: [hold.reminder]\n  every_seconds: -15\n')).toEqual([
      'OUT_OF_RANGE mine.yaml:5: hold.reminder.every_seconds: -15 is not allowed. Give seconds from 5 to 600.',
    ]);
  });

  it('half a ring', () => {
    expect(problemsIn('answer.rings: { rings: 2.5 }\n')).toEqual([
      'WRONG_TYPE mine.yaml:3: answer.rings.rings: 2.5 is of the wrong type. Give a whole number of rings from 1 to 20.',
    ]);
  });

  it('a missing phrase', () => {
    expect(problemsIn('hold.reminder:\n  every_seconds: 15\n')).toEqual([
      'MISSING_KEY mine.yaml:3: hold.reminder.say: is missing. Give it under hold.reminder, such as say: [hold.reminder].',
    ]);
  });

  it('a question without a time for its answer: the default of the product', () => {
    const dir = folderWith({
      'mine.yaml': `${HEAD}hold.announce: { say_ask: [hold.announce], say: [hold.thanks], say_queue: [queue.announce] }
hold.return: { say_ask: [hold.return.ask.gas], say: [hold.return] }
hold.promise: { say_ask: [hold.promise.ask] }
close.anything: { say: [close.anything] }
callback.opening: { steps: [[callback.opening.ask.telecom], [callback.opening.free.telecom]] }
`,
    });
    const { standards: own, problems } = loadStandards(dir, PROMPTS);
    expect(problems).toEqual([]);
    const { clauses } = own.get('mine') ?? expect.fail('mine is not there');
    for (const asking of [
      clauses['hold.announce'],
      clauses['hold.return'],
      clauses['hold.promise'],
      clauses['close.anything'],
      clauses['callback.opening'],
    ])
      expect(asking?.answerMs).toBe(4000);
  });

  it('an empty phrase, and one without a value', () => {
    expect(problemsIn('hold.return: { say: [] }\nclose.goodbye:\n  say:\n')).toEqual([
      "OUT_OF_RANGE mine.yaml:3: hold.return.say: an empty list is not allowed. Give a list of prompts: [greeting.hello, '{company}'].",
      "MISSING_KEY mine.yaml:5: close.goodbye.say: has no value. Give a list of prompts: [greeting.hello, '{company}'].",
    ]);
  });

  it('a prompt that does not exist, at the line of that prompt', () => {
    expect(problemsIn('hold.return:\n  say:\n    - hold.return\n    - hold.retrun.gas\n')).toEqual([
      'UNKNOWN_PROMPT mine.yaml:6: hold.return.say.1: there is no prompt hold.retrun.gas. Did you mean hold.return.gas?',
    ]);
  });

  it('a clause that may be true or have parameters: what is wrong in those', () => {
    expect(problemsIn('callback.programme: { zero_usage: [[nothing.like.it]], bill_chang: 1 }\n')).toEqual([
      'UNKNOWN_PROMPT mine.yaml:3: callback.programme.zero_usage.0.0: there is no prompt nothing.like.it. Take one of sounds/prompts.yaml, or add it there.',
      'UNKNOWN_KEY mine.yaml:3: callback.programme.bill_chang: unknown key. Did you mean bill_change?',
    ]);
    expect(problemsIn('callback.programme: yes\n')).toEqual([
      'BAD_VALUE mine.yaml:3: callback.programme: "yes" is not allowed. Write true, or its parameters.',
    ]);
    expect(problemsIn('callback.programme: true\n')).toEqual([]);
  });

  it('an opening needs a phrase, or steps', () => {
    expect(problemsIn('callback.opening: { answer_seconds: 3 }\n')).toEqual([
      'MISSING_KEY mine.yaml:3: callback.opening.say: is missing. Give it under callback.opening, such as say: [hold.reminder].',
    ]);
    expect(problemsIn('callback.opening: { steps: [[close.bye]] }\n')).toEqual([]);
  });

  it('a slot without quotes', () => {
    expect(problemsIn('callback.opening: { say: [callback.opening.hello, {agent}] }\n')).toEqual([
      "WRONG_TYPE mine.yaml:3: callback.opening.say.1: a slot without quotes. Write '{agent}'.",
    ]);
  });

  it('a slot that nothing fills', () => {
    expect(problemsIn("hold.announce: { say: [hold.announce], say_queue: ['{agent}'] }\n")).toEqual([
      'SLOT_NOT_HERE mine.yaml:3: hold.announce.say_queue.0: {agent} is not known when this is spoken. Leave it out; what is known here: {company}, {salutation}.',
    ]);
  });

  it('values of the wrong type', () => {
    expect(
      problemsIn(
        'answer.rings: 2\nanswer.greeting.time: 3\nhold.return: { say: hold.return }\nhandling: { retry_busy_minutes: 5 }\n',
      ),
    ).toEqual([
      'WRONG_TYPE mine.yaml:6: handling.retry_busy_minutes: 5 is of the wrong type. Give a list of minutes: [2, 5, 15], or [] for none.',
      'WRONG_TYPE mine.yaml:3: answer.rings: 2 is of the wrong type. Give its keys, indented under it.',
      'BAD_VALUE mine.yaml:4: answer.greeting.time: 3 is not allowed. Write true, or leave the clause out: it has no parameters.',
      `WRONG_TYPE mine.yaml:5: hold.return.say: "hold.return" is of the wrong type. Give a list of prompts: [greeting.hello, '{company}'].`,
    ]);
  });

  it('numbers that are none', () => {
    expect(problemsIn('hold.long: { limit_seconds: .inf }\nanswer.rings: { rings: .nan }\n')).toEqual([
      'WRONG_TYPE mine.yaml:4: answer.rings.rings: NaN is of the wrong type. Give a whole number of rings from 1 to 20.',
      'WRONG_TYPE mine.yaml:3: hold.long.limit_seconds: Infinity is of the wrong type. Give seconds from 5 to 3600.',
    ]);
  });

  it('a reason for a callback that nobody is told of', () => {
    expect(problemsIn('hear.oneway: { say_why: [hear.oneway.why.ticketing] }\n')).toEqual([
      'MISSING_KEY mine.yaml:3: hear.oneway.say: is missing. Give it under hear.oneway, such as say: [hold.reminder].',
    ]);
  });

  it('a key that is given twice', () => {
    expect(
      problemsIn('answer.rings: { rings: 2 }\nclose.caller.first: true\nanswer.rings: { rings: 3 }\n'),
    ).toEqual([
      'DUPLICATE_KEY mine.yaml:5: answer.rings: given twice, first in line 3. Keep one of the two.',
    ]);
  });

  it('no name, no title', () => {
    expect(problemsOf({ 'mine.yaml': 'answer.rings: { rings: 2 }\n' })).toEqual([
      'MISSING_KEY mine.yaml:1: name: is missing. Give a name of small letters, digits, - and _, such as gas or night_shift.',
      'MISSING_KEY mine.yaml:1: title: is missing. Give its keys, indented under it.',
    ]);
  });

  it('no YAML, an anchor, nothing at all', () => {
    expect(problemsOf({ 'a.yaml': 'name: a\nsay: [one, two\n' })[0]).toMatch(
      /^YAML_SYNTAX a.yaml:3: not YAML: /,
    );
    expect(problemsIn('hold.return: &r { say: [hold.return] }\nclose.goodbye: *r\n')).toContain(
      'BAD_VALUE mine.yaml:4: close.goodbye: anchors and aliases are not read here. Write the value out.',
    );
    expect(problemsOf({ 'a.yaml': '' })).toEqual([
      'MISSING_KEY a.yaml:1: has no value. Give its keys, indented under it.',
    ]);
  });

  it('everything at once, in all files', () => {
    const problems = problemsOf({
      'a.yaml':
        'name: a\ntitle: { zh: 甲, yue: 乙, en: A }\nanswer.rings: { ring: 2 }\nhold.reminder: { every_seconds: 0, say: [x] }\n',
      'b.yaml': ']\n',
      'c.yaml': 'name: c\n',
    });
    expect(problems.map((problem) => problem.replace(/^(\S+ \S+) .*/, '$1'))).toEqual([
      'UNKNOWN_KEY a.yaml:3:',
      'OUT_OF_RANGE a.yaml:4:',
      'UNKNOWN_PROMPT a.yaml:4:',
      'YAML_SYNTAX b.yaml:1:',
      'MISSING_KEY c.yaml:1:',
    ]);
  });
});

describe('where the files are', () => {
  it('no folder, and a folder without standards', () => {
    expect(loadStandards('/nonexistent/standards').problems).toMatchObject([{ code: 'FILE_MISSING' }]);
    expect(problemsOf({ 'README.md': '' })).toHaveLength(1);
  });

  it('without the list of prompts it is the list that is missed, not the prompts', () => {
    const dir = folderWith({ 'mine.yaml': `${HEAD}close.goodbye: { say: [anything] }\n` });
    const { problems } = loadStandards(dir, join(dir, 'prompts.yaml'));
    expect(problems).toMatchObject([{ code: 'FILE_MISSING', file: join(dir, 'prompts.yaml') }]);
  });
});
