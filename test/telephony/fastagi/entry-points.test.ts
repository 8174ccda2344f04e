import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotKept } from '../../../src/engine/commands.ts';
import { LINE } from '../../scenarios/support/site.ts';
import { type Exchange, e164, MONDAY, openExchange } from './support.ts';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await openExchange();
});
afterEach(() => exchange.close());

const callbacks = () => exchange.store.callbacks({ limit: 100 });
const REFUSED = (reason: string) => ({
  SANSHENG_CALLBACK: '',
  SANSHENG_STATUS: 'REFUSED',
  SANSHENG_REASON: reason,
});

describe('agi://…/callback', () => {
  it('makes one for whoever calls, on the line that was dialled; it is kept when the dialplan goes on', async () => {
    const set = await exchange.ask('callback');
    const [made, ...others] = await callbacks();
    expect(others).toEqual([]);
    expect(set).toEqual({ SANSHENG_CALLBACK: made?.id, SANSHENG_STATUS: 'CREATED', SANSHENG_REASON: '' });
    expect(made).toMatchObject({
      kind: 'requested',
      number: e164('13800000001'),
      dialled: '13800000001',
      line: LINE,
      language: 'zh',
      from: null,
      by: 'dialplan',
      place: MONDAY,
    });
  });

  it('takes number, line and language from the dialplan', async () => {
    await exchange.ask('callback', ['number=021 6234-5678', `line=${LINE}`, 'language=en'], {
      agi_extension: 's',
    });
    expect(await callbacks()).toMatchObject([{ number: e164('02162345678'), line: LINE, language: 'en' }]);
  });

  it('a second wish joins the first', async () => {
    const first = await exchange.ask('callback');
    const second = await exchange.ask('callback', ['waited=30']);
    expect(second).toEqual({ ...first, SANSHENG_STATUS: 'JOINED' });
    expect(await callbacks()).toHaveLength(1);
  });

  it.each([
    ['waited=90', MONDAY - 90_000],
    [`since=${MONDAY / 1000 - 120}`, MONDAY - 120_000],
    // nobody has waited since 1970, and nobody will begin to
    ['since=1', MONDAY - 86_400_000],
    ['since=99999999999', MONDAY],
  ])('%s keeps the place that the caller has won by waiting', async (arg, place) => {
    await exchange.ask('callback', [arg]);
    expect(await callbacks()).toMatchObject([{ kind: 'queue', place }]);
  });

  it.each([
    ['withheld', '', 'noNumber'],
    ['unknown', 'unknown', 'noNumber'],
    ['premium', '16812345', 'numberType'],
    ['foreign', '+12025550123', 'country'],
    ['of 40 digits', '1380000000113800000001138000000011380000', 'noNumber'],
    ['SQL', "13800000001'; DROP TABLE callbacks; --", 'noNumber'],
    ['full of quotes', '"13800000001"', 'noNumber'],
  ])('callback.purpose: a number that is %s makes none, and says why', async (_, agi_callerid, rule) => {
    expect(await exchange.ask('callback', [], { agi_callerid })).toEqual(REFUSED(rule));
    expect(await callbacks()).toEqual([]);
  });

  it.each(['32', '35', '67'])('a number with the presentation %s is withheld: none is made', async (pres) => {
    expect(await exchange.ask('callback', [], { agi_callingpres: pres })).toEqual(REFUSED('noNumber'));
    expect(await callbacks()).toEqual([]);
    const asked = await exchange.ask('callback', ['number=13800000002'], { agi_callingpres: pres });
    expect(asked.SANSHENG_STATUS).toBe('CREATED');
  });

  it('full-width digits, spaces and a plus are a number', async () => {
    await exchange.ask('callback', ['number=＋８６ １３８ ０００００００２']);
    expect(await callbacks()).toMatchObject([{ number: '+8613800000002' }]);
  });

  it.each([
    ['a misspelt argument', ['wated=30'], 'badArgument'],
    ['an argument twice', ['number=1', 'number=2'], 'badArgument'],
    ['no argument at all', ['13800000001'], 'badArgument'],
    ['a language that is none', ['language=fr'], 'badArgument'],
    ['a time that is none', ['since=yesterday'], 'badArgument'],
    ['a line of nobody’s', ["line=4'; DROP TABLE facts"], 'unknownLine'],
  ])('%s is refused, and stands in the log with its cure', async (_, args, reason) => {
    expect(await exchange.ask('callback', args)).toEqual(REFUSED(reason));
    expect(exchange.logged.map(({ code }) => code)).toEqual(['AGI_MISUSED']);
  });

  it('twenty channels at once get theirs, each once', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => `138000001${String(i).padStart(2, '0')}`);
    const sets = await Promise.all(numbers.map((number) => exchange.ask('callback', [`number=${number}`])));
    expect(new Set(sets.map((set) => set.SANSHENG_CALLBACK)).size).toBe(20);
    expect(await callbacks()).toHaveLength(20);
  });
});

describe('an engine that cannot keep it', () => {
  it.each([
    ['says so', () => Promise.reject(new NotKept('the engine could not keep it'))],
    ['is silent', () => new Promise<never>(() => undefined)],
  ])('%s: the dialplan is told FAILED, and goes on', async (_, requestCallback) => {
    const limits = { answerMs: 50, sessionMs: 30_000 };
    const broken = await openExchange({ ports: { requestCallback }, limits });
    try {
      expect(await broken.ask('callback')).toEqual({
        SANSHENG_CALLBACK: '',
        SANSHENG_STATUS: 'FAILED',
        SANSHENG_REASON: 'engine',
      });
      expect(broken.logged.map(({ message }) => message)).toEqual([
        'could not answer a request of the dialplan',
      ]);
    } finally {
      await broken.close();
    }
  });
});

describe('agi://…/greeting', () => {
  it('answer.greeting.time: says the line’s greeting by the hour, as files of one language', async () => {
    expect(await exchange.ask('greeting', ['language=en'])).toEqual({
      SANSHENG_PROMPTS: '/srv/sounds/en/salute.morning&/srv/sounds/en/company',
      SANSHENG_LANGUAGE: 'en',
    });
  });

  it('with the number of an agent it is that agent’s', async () => {
    const { SANSHENG_PROMPTS } = await exchange.ask('greeting', ['agent=8001']);
    const files = ['salute.morning', 'company', 'greeting.agent', 'digit.8', 'digit.0', 'digit.0', 'digit.1'];
    expect(SANSHENG_PROMPTS).toBe([...files, 'greeting.help'].map((f) => `/srv/sounds/zh/${f}`).join('&'));
  });

  it('leaves out what cannot be played', async () => {
    const half = await openExchange({ ports: { has: (prompt) => prompt === 'company' } });
    try {
      expect((await half.ask('greeting')).SANSHENG_PROMPTS).toBe('/srv/sounds/zh/company');
    } finally {
      await half.close();
    }
  });
});

describe('agi://…/open', () => {
  const hours = { 'mon-fri': '09:00-17:30' };
  it.each([
    ['a Monday morning', MONDAY, { SANSHENG_OPEN: '1', SANSHENG_OPENS_AT: '' }],
    [
      'a Monday night',
      MONDAY + 10 * 3_600_000,
      { SANSHENG_OPEN: '0', SANSHENG_OPENS_AT: String((MONDAY + 23 * 3_600_000) / 1000) },
    ],
  ])('%s', async (_, startWall, set) => {
    const shop = await openExchange({ line: { hours }, startWall });
    try {
      expect(await shop.ask('open')).toEqual(set);
    } finally {
      await shop.close();
    }
  });

  it('turns nobody away where the line is not known', async () => {
    expect(await exchange.ask('open', ['line=1'])).toEqual({ SANSHENG_OPEN: '1', SANSHENG_OPENS_AT: '' });
  });
});

it('there is nothing behind another name', async () => {
  expect(await exchange.ask('calback')).toEqual({});
  expect(exchange.logged.map(({ code }) => code)).toEqual(['AGI_MISUSED']);
});
