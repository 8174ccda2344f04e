import { isPendingFollowUp } from '../core/callback/state.ts';
import type { ProgrammeEvent, ProgrammeInput, ProgrammeRules } from '../core/programme/input.ts';
import type { ProgrammeState } from '../core/programme/state.ts';
import type { Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import { dialHistory } from './number-history.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';

/** An event with what a programme has to know to take it: its rows, and its customers. */
export function programmeInput(
  { id, line }: ProgrammeState,
  event: ProgrammeEvent,
  { at, rules, registry }: { readonly at: Timestamp; readonly rules: Rules; readonly registry: Registry },
): ProgrammeInput {
  const { programmes, callbacks } = registry;
  return {
    ...event,
    at,
    rows: {
      get: (row) => programmes.row(id, row),
      all: () => programmes.rows(id),
      due: () => programmes.dueRows(id),
    },
    callbacks,
    customer: (number) => {
      const open = registry.openCallback(number, line);
      return {
        ...programmes.customer(number, line),
        isCalled: open !== undefined && !isPendingFollowUp(open),
        history: dialHistory(registry, { number, line }, rules, at.wall),
      };
    },
  };
}

const KNOWN = new WeakMap<Rules, ProgrammeRules>();

/** The rules of a programme's standard, with the calendar of the site. */
export function programmeRules({ standard }: ProgrammeState, site: EngineSite): ProgrammeRules {
  const rules = site.rules(standard);
  const known = KNOWN.get(rules);
  if (known) return known;
  const made: ProgrammeRules = {
    ...rules,
    endOfDay: (...asked) => site.endOfDay(...asked),
    nextRound: (...asked) => site.nextRound(...asked),
  };
  KNOWN.set(rules, made);
  return made;
}
