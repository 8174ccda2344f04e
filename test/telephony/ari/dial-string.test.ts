import { expect, test } from 'vitest';
import { agentEndpoint, callerIdOf, customerEndpoint } from '../../../src/telephony/ari/dial-string.ts';

test('an agent is a phone, a customer is behind the trunk', () => {
  expect(agentEndpoint('8001')).toBe('PJSIP/8001');
  expect(customerEndpoint('13912345678', 'trunk')).toBe('PJSIP/13912345678@trunk');
  expect(customerEndpoint('+8613912345678', 'trunk')).toBe('PJSIP/+8613912345678@trunk');
});

test.each(['', '139&PJSIP/8001', '1@evil', '1/2', 'Local/1', '1 2', '１３９', '1\r\n', '++1'])(
  '%j is not dialled',
  (number) => {
    const refused = expect.objectContaining({ code: 'REFUSED' });
    expect(() => agentEndpoint(number)).toThrow(refused);
    expect(() => customerEndpoint(number, 'trunk')).toThrow(refused);
  },
);

test('a caller id cannot end its header, nor its quotes', () => {
  expect(callerIdOf({ number: '13800138000', name: '王小明' })).toBe('"王小明" <13800138000>');
  expect(callerIdOf({ number: '1> "x"\r\nVia: y', name: 'a"\\<b>\r\nc' })).toBe('"abc" <1xViay>');
  expect(callerIdOf({ number: '138', name: 'a\u202eb\u009b\u2028c' })).toBe('"abc" <138>');
  expect(callerIdOf({ number: 'anonymous' })).toBe('"" <anonymous>');
});

test('a long name is cut between two characters', () => {
  const rare = '\u{20bb7}';
  const shown = callerIdOf({ number: '138', name: `a${rare.repeat(70)}` });
  expect(shown).toBe(`"a${rare.repeat(59)}" <138>`);
});
