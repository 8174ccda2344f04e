import { describe, expect, it } from 'vitest';
import { type SlotValues, speak, spokenDigits } from '../../../src/core/prompts/speak.ts';
import type { Phrase } from '../../../src/core/standard/standard.ts';
import { aStandard } from '../../scenarios/support/standard.ts';

const SLOTS: SlotValues = { salutation: 'holiday', agent: '8001', number: '+86 139-0', attempt: 12 };
const say = (phrase: Phrase, slots: SlotValues = SLOTS, standard = aStandard()) =>
  speak(phrase, slots, standard);

describe('speak', () => {
  it('prompts stay as they are, in their order', () => {
    expect(say(['hold.reminder', 'callback.offer'])).toEqual(['hold.reminder', 'callback.offer']);
    expect(say([])).toEqual([]);
  });

  it.each([
    ['{company}', ['company']],
    ['{agent}', ['digit.8', 'digit.0', 'digit.0', 'digit.1']],
    ['{number}', ['digit.8', 'digit.6', 'digit.1', 'digit.3', 'digit.9', 'digit.0']],
    ['{attempt}', ['digit.1', 'digit.2']],
    ['{salutation}', ['salute.holiday']],
  ] as const)('%s', (slot, prompts) => {
    expect(say([slot])).toEqual(prompts);
  });

  it.each(['morning', 'noon', 'afternoon', 'evening', 'holiday', 'weekend'] as const)(
    'answer.greeting.time: %s',
    (salutation) => {
      expect(say(['{salutation}', 'company'], { salutation })).toEqual([`salute.${salutation}`, 'company']);
    },
  );

  it('answer.greeting.time: without the clause a plain hello', () => {
    const standard = aStandard({}, { without: ['answer.greeting.time'] });
    expect(say(['{salutation}'], SLOTS, standard)).toEqual(['greeting.hello']);
  });

  it('what is not known is left out', () => {
    expect(say(['a', '{agent}', '{number}', '{attempt}', 'b'], { salutation: 'noon' })).toEqual(['a', 'b']);
  });
});

it('spokenDigits says digits and nothing else', () => {
  expect(spokenDigits('4#0*x９')).toEqual(['digit.4', 'digit.0']);
  expect(spokenDigits('')).toEqual([]);
});
