import { describe, expect, it } from 'vitest';
import { areaPrefix, callable } from '../../src/config/numbers.ts';

describe('callable [callback.number]', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '013800138000',
  ])('%j is a mobile number, however it is written', (raw) => {
    expect(callable(raw)).toEqual({ e164: '+8613800138000', dial: '13800138000' });
  });

  it.each(['01012345678', '010-12345678', '(010) 1234 5678', '+861012345678', '0086 10 12345678'])(
    '%j is a fixed number, dialled with its area code',
    (raw) => {
      expect(callable(raw)).toEqual({ e164: '+861012345678', dial: '01012345678' });
    },
  );

  it.each([
    ['', 'nothing'],
    ['anonymous', 'withheld'],
    ['Restricted', 'withheld'],
    ['unknown<13800138000>', 'a number inside a text'],
    ['1380013800a', 'a letter in it'],
    ['1380013800', 'too short'],
    ['138001380000', 'too long'],
    ['99999999999999999999999', 'far too long'],
    ['12345678', 'without its area code'],
    ['+', 'no digits'],
    ['8001', 'an extension'],
    ['110', 'an emergency number'],
    ['10086', 'a service number'],
    ['4008001234', 'shared cost'],
    ['8008101234', 'toll-free'],
    ['16812345678', 'premium'],
    ['+12125551212', 'foreign'],
    ['0012125551212', 'foreign, dialled'],
    ['00852 2123 4567', 'another numbering plan'],
    ['*6713800138000', 'a feature code'],
  ])('%j is not called back: %s', (raw) => {
    expect(callable(raw)).toBeNull();
  });

  it('goes by the region of the line', () => {
    expect(callable('2125551212', 'US')).toEqual({ e164: '+12125551212', dial: '2125551212' });
    expect(callable('13800138000', 'US')).toBeNull();
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
