import { AFTERSALES } from './aftersales.ts';
import { DESK400 } from './desk400.ts';
import { GAS } from './gas.ts';
import type { Rule } from './rule.ts';
import { TELECOM } from './telecom.ts';
import { TICKETING } from './ticketing.ts';

/** Every rule of the five documents, and how it is shown. */
export const RULES: readonly Rule[] = [...GAS, ...TELECOM, ...AFTERSALES, ...DESK400, ...TICKETING];
