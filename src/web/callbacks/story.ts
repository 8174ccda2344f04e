import { z } from 'zod';
import type { CallState } from '../../core/call/state.ts';
import type { Fact } from '../../core/facts.ts';
import { iso, isoOrNull, time } from '../fields.ts';
import type { Shown } from '../ports.ts';
import { factAnswer, factSchema } from './facts.ts';

/** A call as far as whoever calls back has to know it. */
export const storySchema = z.object({
  id: z.string(),
  line: z.string(),
  number: z.string(),
  language: z.string(),
  arrivedAt: time,
  endedAt: time.nullable(),
  agent: z.string().nullable().describe('who talked with the customer last'),
  disposition: z.string().nullable().describe('the key of what the agent has written down'),
  hungUpFirst: z.string().nullable(),
  history: z.array(factSchema),
});

/** A call as whoever calls back gets it. */
export type CallStoryAnswer = z.infer<typeof storySchema>;

export function storyOf(call: CallState, facts: readonly Fact[], shown: Shown): CallStoryAnswer {
  const { id, line, language, lastAgent, disposition, hungUpFirst } = call;
  return {
    ...{ id, line, language, disposition },
    number: shown.number(call.customer.number ?? call.customer.dialled),
    arrivedAt: iso(call.arrivedAt.wall),
    endedAt: isoOrNull(call.endedAt),
    agent: lastAgent,
    hungUpFirst,
    history: facts.map((fact) => factAnswer(fact, shown)),
  };
}
