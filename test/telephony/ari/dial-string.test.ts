import { expect, test } from 'vitest';
import { callerIdOf, endpointOf } from '../../../src/telephony/ari/dial-string.ts';

test('an agent is a phone, a customer is behind the trunk', () => {
  expect(endpointOf({ agent: '8001' }, 'trunk')).toBe('PJSIP/8001');
  expect(endpointOf({ customer: '13912345678' }, 'trunk')).toBe('PJSIP/13912345678@trunk');
  expect(endpointOf({ customer: '+8613912345678' }, 'trunk')).toBe('PJSIP/+8613912345678@trunk');
});

test.each(['', '139&PJSIP/8001', '1@evil', '1/2', 'Local/1', '1 2', '１３９', '1\r\n', '++1'])(
  '%j is not dialled',
  (number) => {
    for (const to of [{ agent: number }, { customer: number }]) {
      expect(() => endpointOf(to, 'trunk')).toThrow(expect.objectContaining({ code: 'REFUSED' }));
    }
  },
);

test('a caller id cannot end its header, nor its quotes', () => {
  expect(callerIdOf({ number: '13800138000', name: '王小明' })).toBe('"王小明" <13800138000>');
  expect(callerIdOf({ number: '1> "x"\r\nVia: y', name: 'a"\\<b>\r\nc' })).toBe('"abc" <1xViay>');
  expect(callerIdOf({ number: '138', name: 'a\u202eb\u009b\u2028c' })).toBe('"abc" <138>');
  expect(callerIdOf({ number: 'anonymous' })).toBe('"" <anonymous>');
});
