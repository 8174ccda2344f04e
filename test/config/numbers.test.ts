import fc from 'fast-check';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { callbackRules } from '../../src/config/callbacks-schema.ts';
import { areaPrefix, checkDial } from '../../src/config/numbers.ts';

const dial = (raw: string, region: CountryCode = 'CN') => checkDial(raw, region, callbackRules(region));

describe('a foreign number, from a region with several prefixes for that', () => {
  it('is read, not stumbled over', () => {
    expect(dial('+8613800138000', 'SG')).toEqual({ refused: 'country', e164: '+8613800138000' });
    expect(checkDial('+8613800138000', 'SG', { ...callbackRules('SG'), countries: ['CN'] })).toEqual({
      number: { e164: '+8613800138000', dial: '008613800138000' },
    });
  });
});

describe('whom a line may call, where nothing is said [callback.purpose]', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '013800138000',
    '138\u20110013\u20138000',
    '\u202d13800138000\u202c',
    '1380-0138-000',
  ])('%j is a mobile number, however it is written', (raw) => {
    expect(dial(raw)).toEqual({ number: { e164: '+8613800138000', dial: '13800138000' } });
  });

  it.each(['01012345678', '010-12345678', '(010) 1234 5678', '+861012345678', '0086 10 12345678'])(
    '%j is a fixed number, dialled with its area code',
    (raw) => {
      expect(dial(raw)).toEqual({ number: { e164: '+861012345678', dial: '01012345678' } });
    },
  );

  it.each([
    ['', 'noNumber', 'nothing'],
    ['anonymous', 'noNumber', 'withheld'],
    ['Restricted', 'noNumber', 'withheld'],
    ['unknown<13800138000>', 'noNumber', 'a number inside a text'],
    ['1380013800a', 'noNumber', 'a letter in it'],
    ['1380013800', 'noNumber', 'too short'],
    ['138001380000', 'noNumber', 'too long'],
    ['9'.repeat(40), 'noNumber', 'far too long'],
    ['12345678', 'noNumber', 'without its area code'],
    ['+', 'noNumber', 'no digits'],
    ['++8613800138000', 'noNumber', 'two plus signs'],
    ['13800138000+', 'noNumber', 'a plus sign behind it'],
    ['٠١٣٨٠٠١٣٨٠٠٠', 'noNumber', 'digits that no telephone has'],
    ['8001', 'noNumber', 'an extension'],
    ['13800138000,,123', 'noNumber', 'keys to be pressed after it'],
    ['13800138000;ext=5', 'noNumber', 'with an extension'],
    ['010-12345678 x5', 'noNumber', 'with an extension, as people write it'],
    ['021-6234567-8', 'noNumber', 'with an extension that would make it another number'],
    ['+86 21 6234567-8', 'noNumber', 'the same, from abroad'],
    ['0710-3512345-8', 'noNumber', 'with an extension, in a small town'],
    ['010-62345678-801', 'noNumber', 'with an extension of three digits'],
    ['13800138000#', 'noNumber', 'a key after it'],
    ['13800138000@elsewhere', 'noNumber', 'another host'],
    ['13800138000&PJSIP/8001', 'noNumber', 'a second phone'],
    ["13800138000'; DROP TABLE callbacks; --", 'noNumber', 'SQL'],
    ['13800138000\r\nAction: Originate', 'noNumber', 'a line of its own'],
    ['110', 'noNumber', 'an emergency number'],
    ['10086', 'noNumber', 'a service number'],
    ['*6713800138000', 'noNumber', 'a feature code'],
    ['16812345678', 'noNumber', 'none of the numbering plan'],
    ['4008001234', 'numberType', 'shared cost'],
    ['8008101234', 'numberType', 'toll-free'],
    ['16812345', 'numberType', 'premium'],
    ['+8616812345', 'numberType', 'premium'],
    ['+12125551212', 'country', 'foreign'],
    ['0012125551212', 'country', 'foreign, dialled'],
    ['+19005551212', 'country', 'foreign and premium'],
    ['+80012345678', 'country', 'of no country'],
    ['00852 2123 4567', 'country', 'another numbering plan'],
  ])('%j is refused by %s: %s', (raw, refused) => {
    expect(dial(raw)).toMatchObject({ refused });
  });

  it('knows the number that it refuses, for whoever looks at it', () => {
    expect(dial('0012125551212')).toEqual({ refused: 'country', e164: '+12125551212' });
    expect(dial('anonymous')).toEqual({ refused: 'noNumber', e164: null });
  });

  it('goes by the region of the line', () => {
    expect(dial('2125551212', 'US')).toEqual({ number: { e164: '+12125551212', dial: '2125551212' } });
    expect(dial('13800138000', 'US')).toMatchObject({ refused: 'noNumber' });
  });

  it('opens what is named, and nothing besides; a foreign number is dialled as such', () => {
    const rules = callbackRules('CN', { countries: ['CN', 'HK'], number_types: ['mobile', 'shared_cost'] });
    const dialled = (raw: string) => {
      const asked = checkDial(raw, 'CN', rules);
      return 'number' in asked ? asked.number.dial : asked.refused;
    };
    expect(dialled('+852 5123 4567')).toBe('0085251234567');
    expect(dialled('4008001234')).toBe('4008001234');
    expect(dialled('+852 2123 4567')).toBe('numberType');
    expect(dialled('01012345678')).toBe('numberType');
    expect(dialled('+8616812345')).toBe('numberType');
    expect(dialled('+12125551212')).toBe('country');
  });

  it('whatever comes in, what is dialled has digits only, and is a number that was let through', () => {
    const letters = fc.constantFrom(...'0123456789+*#,;&@ -()x\r\n\'"１０八٣');
    const raw = fc.oneof(
      fc.string({ unit: letters, maxLength: 45 }),
      fc.string(),
      fc.stringMatching(/^(\+86|0086|0|)1[3-9]\d{9}[ ,;x]?\d{0,3}$/),
    );
    fc.assert(
      fc.property(raw, fc.constantFrom<CountryCode>('CN', 'US', 'DE', 'AU', 'HK'), (text, region) => {
        const asked = dial(text, region);
        if (!('number' in asked)) return;
        const { e164, dial: dialled } = asked.number;
        expect(dialled).toMatch(/^\d{5,20}$/);
        const number = parsePhoneNumberFromString(e164);
        expect(number?.country).toBe(region);
        expect(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE']).toContain(number?.getType());
        // what is dialled is that number again
        expect(dial(dialled, region)).toEqual(asked);
      }),
    );
  });
});

describe('areaPrefix: how the numbers of an area begin', () => {
  it.each([
    ['021', '+8621'],
    ['21', '+8621'],
    ['0755', '+86755'],
    ['1380013', '+861380013'],
    ['+8621', '+8621'],
    ['＋８６ ２１', '+8621'],
    ['0', null],
    ['', null],
    ['Shanghai', null],
    ['+', null],
    ['00861', null],
  ])('%j is %j', (raw, prefix) => expect(areaPrefix(raw)).toBe(prefix));
});
