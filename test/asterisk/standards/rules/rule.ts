import type { Source } from '../../../../src/core/standard/catalogue/clause.ts';
import type { Transcript } from '../transcript.ts';

/** The transcripts of one line, by call and party. */
export type Heard = (call: string, party?: Transcript['party']) => Transcript;

/** Words that a party hears in a call of the listening suite. `…` stands for anything: a name, a number. */
export interface HeardRule {
  readonly by: 'sound';
  readonly call: string;
  readonly party: Transcript['party'];
  readonly words: string;
}

/** A number that is measured in a call of the listening suite. */
export interface MeasuredRule {
  readonly by: 'measure';
  readonly call: string;
  readonly what: string;
  readonly unit: 's' | 'rings' | 'times';
  readonly atLeast: number;
  readonly atMost: number;
  measure(heard: Heard): number;
}

/** Another test shows it. */
export interface ElsewhereRule {
  readonly by: 'test';
  /** From the root of the checkout. */
  readonly file: string;
  /** Words of the test's title. */
  readonly title: string;
}

/** No telephone system can keep it: guidance for people. */
export interface PersonRule {
  readonly by: 'person';
  readonly why: string;
}

/** How a rule is shown. */
export type Shown = HeardRule | MeasuredRule | ElsewhereRule | PersonRule;

/** One rule of a document. */
export interface Rule {
  readonly source: Source;
  /** The clause of the catalogue; null where it is a person's. */
  readonly clause: string | null;
  /** What the document says. */
  readonly quote: string;
  readonly shown: readonly Shown[];
}

/** Begins the rules of one document. */
export function rulesOf(source: Source) {
  return (clause: string | null, quote: string, ...shown: Shown[]): Rule => ({
    source,
    clause,
    quote,
    shown,
  });
}

/** The caller of that call hears it. */
export function heard(call: string, words: string): HeardRule {
  return { by: 'sound', call, party: 'caller', words };
}

/** The customer who is called in that call hears it. */
export function heardByCustomer(call: string, words: string): HeardRule {
  return { by: 'sound', call, party: 'customer', words };
}

export function elsewhere(file: string, title: string): ElsewhereRule {
  return { by: 'test', file: `test/${file}.test.ts`, title };
}

export function person(why: string): PersonRule {
  return { by: 'person', why };
}
