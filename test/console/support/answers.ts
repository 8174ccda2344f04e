import type { CallbackAnswer } from '../../../src/web/callbacks/answer.ts';
import type { FactAnswer } from '../../../src/web/callbacks/facts.ts';

const AT = '2026-03-02T02:00:00.000Z';

/** A callback as the API shows it, half an hour before its deadline. */
export function aCallback(id: string, over: Partial<CallbackAnswer> = {}): CallbackAnswer {
  return {
    ...{ id, revision: 1, kind: 'requested', status: 'scheduled', open: true, overdue: false, atRisk: false },
    ...{ number: '138******00', dialled: '138******00', line: '4008001234', standard: 'gov', language: 'zh' },
    ...{ name: null, about: null, requestedBy: null, hours: null, wants: null, programme: null, call: null },
    ...{
      agent: null,
      assigned: null,
      reserved: false,
      priority: false,
      place: AT,
      promisedAt: AT,
      dueAt: AT,
    },
    ...{ deadlineAt: '2026-03-02T02:30:00.000Z', agreedAt: null, satisfied: null, late: false, heldBy: null },
    ...{ ended: null, attempts: [] },
    ...over,
  };
}

/** An event of a callback as the API shows it. */
export function aFact(what: string, detail: FactAnswer['detail']): FactAnswer {
  return { ...{ at: AT, what, by: 'engine', call: null, callback: 'a' }, verdict: null, note: null, detail };
}
