import { describe, expect, it } from 'vitest';
import { clauseData, clauseText, standardData, standardText } from '../../src/cli/standard/show.ts';
import { CATALOGUE, findClause } from '../../src/core/standard/catalogue.ts';
import { libraryWith, standardOf } from './library.ts';

const library = libraryWith('answer.rings: { rings: 4 }\n');

describe('standard show STANDARD', () => {
  const aftersales = standardOf(library, 'aftersales');
  const text = standardText(aftersales, library, 'en');

  it('begins with its title', () => {
    expect(text.split('\n')[0]).toBe("aftersales · An after-sales hotline's standard phrases");
  });

  it('spells out every clause: numbers in the unit of their keys, phrases as they are heard', () => {
    for (const clause of Object.keys(aftersales.clauses)) expect(text).toContain(`\n${clause} · `);
    expect(text).toMatch(/^ {2}rings +3$/m);
    expect(text).toMatch(/^ {2}after_seconds +120$/m);
    expect(text).toMatch(/^ {2}say +您好！\{company\}工号\{agent\}请问有什么帮到您？$/m);
    expect(text).toMatch(/^ {2}retry_busy_minutes +2, 5, 15, 30 {2}· default of the product$/m);
  });

  it('speaks to the caller in the language of the line, in English with spaces between', () => {
    const english = standardText(aftersales, { ...library, languageOf: () => 'en' }, 'zh');
    expect(english).toMatch(/^ {2}say +Hello! \{company\} agent number \{agent\} What can I do for you\?$/m);
    expect(english).toContain('售后热线标准用语');
  });

  it('says what it asks for besides, and of a standard of your own nothing of the kind', () => {
    const planned = CATALOGUE.filter(({ state, asks }) => state === 'planned' && asks.aftersales !== null);
    expect(standardData(aftersales, library).notYet).toEqual(planned.map(({ id }) => id));
    expect(standardData(standardOf(library, 'mine'), library).notYet).toEqual([]);
  });

  it('prompts.rate: says what is checked for all, with the numbers that this standard sets', () => {
    const gas = standardText(standardOf(library, 'gas'), library, 'en');
    expect(gas).toMatch(/^ {2}prompts\.rate +Speaking rate · in the band 180–200 chars\/min$/m);
    expect(standardData(aftersales, library).checked).toEqual(['prompts.forbidden']);
    expect(standardText(standardOf(library, 'mine'), library, 'zh')).not.toContain('prompts.rate');
  });

  it('quotes the sentence of the document, and says which numbers it does not have', () => {
    const telecom = standardOf(library, 'telecom');
    const shown = standardText(telecom, library, 'zh');
    expect(shown).toMatch(
      /^answer\.rings · .*\n {2}原文：“铃响要尽快接听”.*\n {2}rings +2 {2}· 产品默认值$/m,
    );
    expect(shown).toMatch(/^ {2}原文：“等待不得超过3分钟，否则请对方留下电话号码，主动打电话”/m);
    expect(shown).toMatch(/^ {2}after_seconds +180$/m);
    const { clauses } = standardData(telecom, library);
    const numbers = (id: string) =>
      clauses
        .find((each) => each.id === id)
        ?.parameters.flatMap(({ key, origin }) => (origin ? [[key, origin]] : []));
    expect(numbers('answer.rings')).toEqual([['rings', 'product']]);
    expect(numbers('hold.limit')).toEqual([
      ['after_seconds', 'document'],
      ['ask_again_seconds', 'product'],
    ]);
    expect(clauses.find(({ id }) => id === 'answer.rings')?.document).toEqual({
      quote: '铃响要尽快接听',
      phrases: [],
    });
  });

  it('has a document for each of the five, and none for a standard of your own', () => {
    const own = standardText(standardOf(library, 'mine'), library, 'en');
    expect(own).not.toContain('the document:');
    expect(own).not.toContain('default of the product');
    const gas = standardText(standardOf(library, 'gas'), library, 'en');
    expect(gas).toContain('“半小时内没有查询出确切结果，应回复客户”');
  });

  it('gives programs prompts and text', () => {
    const { clauses, language } = standardData(aftersales, library);
    expect(language).toBe('zh');
    expect(clauses).toContainEqual({
      id: 'hear.repeat',
      title: findClause('hear.repeat')?.title,
      document: { quote: null, phrases: findClause('hear.repeat')?.asks.aftersales?.phrases },
      parameters: [
        {
          key: 'say',
          value: ['hear.repeat.aftersales'],
          text: '对不起，我没听清您的讲话，请您重复一遍，好吗？谢谢！',
        },
      ],
    });
  });
});

describe('standard show CLAUSE', () => {
  const clause = (id: string) => findClause(id) ?? expect.fail(id);
  const text = clauseText(clause('hold.reminder'), library, 'en');

  it('says how it is judged, who asks what, and what each file has', () => {
    expect(text).toContain(clause('hold.reminder').judged.en);
    expect(text).toMatch(
      /^ {2}ticketing +“每15秒需向客戶回應”\n +a gap of at most 15 s\n +「对不起，请再稍等一下」$/m,
    );
    expect(text).toMatch(/^ {2}telecom +·$/m);
    expect(text).toMatch(/^ {2}gas +Not mentioned: a default of the product\.$/m);
    expect(text).toMatch(/^ {2}strict +every_seconds +15\n +say +对不起，请再稍等一下。$/m);
    expect(text).toMatch(/^ {2}mine +does not have it$/m);
  });

  it('of one without parameters says who has it', () => {
    expect(clauseText(clause('close.caller.first'), library, 'zh')).toMatch(/^ {2}telecom +有$/m);
  });

  it('of one that cannot stand in a file says so', () => {
    expect(clauseText(clause('answer.tone'), library, 'en')).toContain('Guidance for people');
    expect(clauseText(clause('prompts.rate'), library, 'en')).toContain('sansheng prompts check');
    for (const { id, state } of CATALOGUE) {
      const { files } = clauseData(clause(id), library);
      expect(files.some(({ parameters }) => parameters !== null)).toBe(state === 'kept');
    }
  });

  it('names forbidden phrases as such', () => {
    expect(clauseText(clause('prompts.forbidden'), library, 'en')).toContain('never「你问我，我问谁？」');
  });
});
