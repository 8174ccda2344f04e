import { callbackRules } from '../../../src/config/callbacks-schema.ts';
import { dialRules } from '../../../src/config/dial-rules.ts';
import type { Dialling, Rules } from '../../../src/core/rules.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { aStandard } from '../../scenarios/support/standard.ts';

/** How long every prompt of these tests lasts, in ms. */
export const PROMPT_MS = 1500;

/** A caller's number as the network sends it, and as it is kept. */
export const CUSTOMER = '13800138000';
export const CUSTOMER_E164 = '+8613800138000';
/** Another one, which a caller may key in. */
export const OTHER = '13912345678';
export const LINE = '4008001234';

/** Mobile numbers of the mainland, and nothing else. */
function mayDial(raw: string): Dialling {
  const [, dial] = /^(?:\+86)?(1\d{10})$/.exec(raw) ?? [];
  if (dial !== undefined) return { number: { e164: `+86${dial}`, dial } };
  return /^\+\d{8,15}$/.test(raw) ? { refused: 'country', e164: raw } : { refused: 'noNumber', e164: null };
}

/** Nobody may be called. */
export const NOBODY: Partial<Rules> = { mayDial: (raw) => ({ refused: 'country', e164: raw }) };

const { nextCallingTime, nextTimeOfDay } = dialRules({
  region: 'CN',
  timeZone: 'Asia/Shanghai',
  callbacks: callbackRules('CN'),
  lines: [],
});

export const DISPOSITIONS = {
  '1': { name: 'resolved', open: false },
  '2': { name: 'no result yet', open: true },
};

export const PAUSE_REASONS = { '1': 'break', '2': 'meal' };

/** The rules of a standard, with prompts that are all of one length. */
export function rulesOf(standard: Standard = aStandard(), more: Partial<Rules> = {}): Rules {
  return {
    standard,
    edition: 'first',
    lengthOf: (prompts) => prompts.length * PROMPT_MS,
    dispositions: DISPOSITIONS,
    pauseReasons: PAUSE_REASONS,
    mayDial,
    nextCallingTime,
    nextTimeOfDay,
    dialLimits: () => ({}),
    ...more,
  };
}
