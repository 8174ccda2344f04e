import type { ProgrammeId } from '../ids.ts';
import type { CustomerHours } from '../model/customer.ts';
import type { Dialling } from '../rules.ts';
import type { ListProblemCode } from './problems.ts';
import type { RowState } from './state.ts';
import { TEMPLATES, type TemplateName } from './templates.ts';

const DAY_MS = 86_400_000;

/** A customer as a list names them. */
export interface ListedCustomer {
  /** The line of the file, for the person who corrects it. */
  readonly line: number;
  readonly number: string;
  readonly name?: string;
  readonly about?: string;
  /** UTC ms: the beginning of the day of the event (the sale, the bill). */
  readonly day?: number;
  /** The customer's wish, if the list has one. */
  readonly everyDays?: number;
  readonly never?: boolean;
  readonly hours?: CustomerHours;
}

/** A row of a list that was refused, with the reason. */
export interface RefusedCustomer {
  readonly line: number;
  readonly number: string;
  readonly code: ListProblemCode;
}

/** A list after the check: the good rows and the refused ones. */
export interface CheckedList {
  /** With their numbers as E.164. */
  readonly good: readonly { readonly customer: ListedCustomer; readonly e164: string }[];
  readonly refused: readonly RefusedCustomer[];
}

/** A customer of a list, and whether the line may call the number. */
export interface AskedCustomer {
  readonly customer: ListedCustomer;
  readonly dialling: Dialling;
}

/** callback.programme: each number once, and only whom the line may call.
 * @param isListed whether the programme has an E.164 number already */
export function checkList(
  asked: readonly AskedCustomer[],
  isListed: (number: string) => boolean,
): CheckedList {
  const seen = new Set<string>();
  const good: { customer: ListedCustomer; e164: string }[] = [];
  const refused: RefusedCustomer[] = [];
  for (const { customer, dialling } of asked) {
    const { line, number } = customer;
    const code = 'refused' in dialling ? REFUSALS[dialling.refused] : null;
    if (code !== null) refused.push({ line, number, code });
    else if ('number' in dialling) {
      const { e164 } = dialling.number;
      if (seen.has(e164)) refused.push({ line, number, code: 'LIST_TWICE_IN_FILE' });
      else if (isListed(e164)) refused.push({ line, number, code: 'LIST_TWICE_IN_PROGRAMME' });
      else good.push({ customer, e164 });
      seen.add(e164);
    }
  }
  return { good, refused };
}

/** A cap ends within an hour or a day: the row may be on the list. */
const REFUSALS = {
  noNumber: 'LIST_NUMBER_INVALID',
  country: 'LIST_COUNTRY',
  numberType: 'LIST_NUMBER_TYPE',
  ownLine: 'LIST_NUMBER_TYPE',
  doNotCall: 'LIST_DO_NOT_CALL',
  hours: null,
  cap: null,
  manyWishes: null,
} as const;

/** The row of a customer who is on the list from now on: `wall`, UTC ms. */
export function newRow(
  programme: ProgrammeId,
  template: TemplateName,
  row: number,
  { customer, e164 }: CheckedList['good'][number],
  wall: number,
): RowState {
  const { number, name, about, day } = customer;
  const dueAt = day === undefined ? wall : Math.max(day + TEMPLATES[template].afterDays * DAY_MS, wall);
  return {
    programme,
    row,
    number: e164,
    dialled: number,
    ...(name === undefined ? {} : { name }),
    ...(about === undefined ? {} : { about }),
    dueAt,
    visit: 1,
    status: { is: 'waiting', until: dueAt },
    calls: [],
  };
}
