import type { Wording } from '../standard/catalogue/clause.ts';

/** The follow-ups that the telecom standard names (callback.programme). */
export const TEMPLATE_NAMES = ['firstFollowUp', 'secondFollowUp', 'billChange', 'zeroUsage'] as const;
/** The kinds of programmes. */
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** The operating values of a kind of programme. */
export interface Template {
  /** The purpose of the call, for the agent. */
  readonly title: Wording;
  /** From the day in the list (of the sale, the bill…) to the day of the call. */
  readonly afterDays: number;
  /** The maximum frequency, if the customer has named none. */
  readonly everyDays: number;
  /** If the customer's frequency postpones the call by more than this, the call makes no sense any more. */
  readonly lapseDays: number;
  /** From the first talk to the second; null: there is none. */
  readonly secondAfterDays: number | null;
}

export const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  firstFollowUp: {
    title: { zh: '首次回访', en: 'first follow-up' },
    afterDays: 3,
    everyDays: 7,
    lapseDays: 14,
    secondAfterDays: 30,
  },
  secondFollowUp: {
    title: { zh: '二次回访', en: 'second follow-up' },
    afterDays: 30,
    everyDays: 7,
    lapseDays: 30,
    secondAfterDays: null,
  },
  billChange: {
    title: { zh: '话费异动回访', en: 'changed bill' },
    afterDays: 1,
    everyDays: 28,
    lapseDays: 28,
    secondAfterDays: null,
  },
  zeroUsage: {
    title: { zh: '零使用回访', en: 'no usage' },
    afterDays: 1,
    everyDays: 28,
    lapseDays: 28,
    secondAfterDays: null,
  },
};
