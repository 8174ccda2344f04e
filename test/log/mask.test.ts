import { describe, expect, it } from 'vitest';
import { masked, maskNumber } from '../../src/log/mask.ts';

describe('a number', () => {
  it.each([
    ['13800138000', '138******00'],
    ['+8613800138000', '+86*********00'],
    ['8001', '****'],
  ])('%s', (number, safe) => {
    expect(maskNumber(number)).toBe(safe);
  });

  it('is masked in its fields, however deep and however short', () => {
    const detail = {
      event: { type: 'callArrived', from: '13800138000', line: '4008001234' },
      digits: ['1', '2'],
    };
    expect(masked(detail)).toEqual({
      event: { type: 'callArrived', from: '138******00', line: '4008001234' },
      digits: ['*', '*'],
    });
  });
});

describe('a text', () => {
  it.each([
    ['PJSIP/13800138000@trunk is not there', 'PJSIP/138******00@trunk is not there'],
    [
      'POST /channels?endpoint=PJSIP%2F13800138000%40trunk',
      'POST /channels?endpoint=PJSIP%2F138******00%40trunk',
    ],
    ['to +8613800138000, refused.', 'to +86*********00, refused.'],
    ['号码13800138000占线', '号码138******00占线'],
    ['sip:01012345678;user=phone', 'sip:010******78;user=phone'],
    ['86-13800138000', '86-138******00'],
    ['the number is 13800138000.', 'the number is 138******00.'],
    ['6543210', '654**10'],
    ['改打１３８００１３８０００，谢谢', '改打１３８******００，谢谢'],
    ['改打138 0013 8000，谢谢', '改打138******00，谢谢'],
    ['138 0013-8000', '138******00'],
    ['138-0013-8000 或 13900139000', '138******00 或 139******00'],
    ['１３８　００１３　８０００', '１３８******００'],
    ['138\u201300138000', '138******00'],
    ['138\u00a00013\u200b8000', '138******00'],
    ['call 021-6234 5678 after 9', 'call 021******78 after 9'],
    ['(021) 6234 5678', '021******78'],
    ['办公室（0755）8888-6666转8', '办公室075*******66转8'],
    ['021-62345678', '021******78'],
    ['to +86 138 0013 8000.', 'to +86*********00.'],
    ['0086 138 0013 8000', '008**********00'],
    ['+1 (650) 253-0000', '+16*******00'],
    ['+44 20 7946 0018', '+44********18'],
    ['工号 8001，138 0013 8000 139 0013 9000', '工号 8001，138******00 139******00'],
    ['8001 138 0013 8000 2', '8001 138******00 2'],
    ['400-820-8820', '400*****20'],
    ['九龙 9123 4567', '九龙 912***67'],
  ])('with a number in it: %s', (text, safe) => {
    expect(masked({ cause: text, message: text, error: text })).toEqual({
      cause: safe,
      message: safe,
      error: safe,
    });
  });

  it.each([
    'the channel 1795366800.5 is not there',
    'bmws6k2m1-3-agent1',
    'PJSIP/8001-00000012',
    'nobody answers at 127.0.0.1:15061',
    '2026-11-23T09:48:16.123Z',
    '1.7953668001',
    '123456',
    'sha 12345678901234567890',
    '2026-12-01',
    '2026-12-01 10:30 到 2026-12-02 11:30',
    '2026 12 01 10',
    '2026-12-01 10 点',
    '01-12-2026 10:30',
    '12-01 10:30-11:30',
    '3000-5000 元',
    '2500-3500 元',
    '12 000 000 元',
    '1 234 567.89',
    '8001-8005 8011-8015',
    '订单 2026-1201-0007',
    '订单 310-4455-28',
    'rtp 10000-10999',
  ])('without one: %s', (text) => {
    expect(masked({ cause: text })).toEqual({ cause: text });
  });
});

describe('an error', () => {
  it('is masked in its message and its stack', () => {
    const safe = masked({ error: new Error('no route to 13800138000') });
    const text = JSON.stringify(safe);
    expect(text).not.toContain('13800138000');
    expect(text.split('no route to 138******00')).toHaveLength(3);
  });

  it('keeps its code and cure', () => {
    const error = Object.assign(new Error('full'), {
      code: 'STORE_FULL',
      cure: 'Make room, call 13800138000.',
    });
    const cure = 'Make room, call 138******00.';
    expect(masked(error)).toMatchObject({ name: 'Error', message: 'full', code: 'STORE_FULL', cure });
  });
});

it('what is no text stays as it is', () => {
  const detail = { at: 1795366800123, seconds: 1.5, open: false, none: null, nothing: undefined };
  expect(masked(detail)).toEqual(detail);
});
