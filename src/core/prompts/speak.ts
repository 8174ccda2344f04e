import type { Language, PromptId } from '../ids.ts';
import type { Salutation } from '../model/call.ts';
import type { Phrase, Slot, Standard } from '../standard/standard.ts';
import { addressOf } from './customer-name.ts';

/** The values that fill the slots of a phrase. */
export interface SlotValues {
  readonly salutation: Salutation;
  readonly agent?: string | undefined;
  readonly number?: string | undefined;
  readonly line?: string | undefined;
  readonly attempt?: number | undefined;
  /** The customer's, as an operator or a list has it. */
  readonly name?: string | undefined;
  /** By default zh. */
  readonly language?: Language | undefined;
  /** The name is the end of a question. */
  readonly asksForName?: true;
}

/** The prompts that say a number digit by digit. Other characters are not spoken. */
export function spokenDigits(text: string): PromptId[] {
  return [...text].filter((c) => c >= '0' && c <= '9').map((c) => `digit.${c}`);
}

function fill(slot: Slot, slots: SlotValues, standard: Standard): PromptId[] {
  switch (slot) {
    case '{company}':
      return ['company'];
    case '{agent}':
      return spokenDigits(slots.agent ?? '');
    case '{number}':
      return spokenDigits(slots.number ?? '');
    case '{line}':
      return spokenDigits(slots.line ?? '');
    case '{attempt}':
      return spokenDigits(String(slots.attempt ?? ''));
    case '{name}':
      return addressOf(slots.name, slots.language ?? 'zh', slots.asksForName) ?? [];
    case '{customer}':
      return askWhether(slots, standard);
    case '{salutation}':
      // answer.greeting.time: without the clause a plain hello
      return standard.clauses['answer.greeting.time'] ? [`salute.${slots.salutation}`] : ['greeting.hello'];
  }
}

/** callback.opening: the question whether this is the customer, by name where that can be said. */
function askWhether(slots: SlotValues, standard: Standard): PromptId[] {
  const { sayNamed, sayCustomer = [] } = standard.clauses['callback.opening'] ?? {};
  const named = sayNamed && addressOf(slots.name, slots.language ?? 'zh') !== null;
  return speak(named ? sayNamed : sayCustomer, { ...slots, asksForName: true }, standard);
}

function isSlot(part: string): part is Slot {
  return part.startsWith('{');
}

/** The prompts that say a phrase, in their order. */
export function speak(phrase: Phrase, slots: SlotValues, standard: Standard): PromptId[] {
  return phrase.flatMap((part) => (isSlot(part) ? fill(part, slots, standard) : [part]));
}
