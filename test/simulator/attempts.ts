import { OUTCOME_RULES } from '../../src/core/callback/outcome-rules.ts';
import type { AttemptOutcome } from '../../src/core/model/callback.ts';
import { callOf } from './records.ts';
import type { World } from './world.ts';

/** So an attempt may end during which the engine died or stood still as it dialled: it cannot know whether Asterisk took the dial, and
 * rather counts one too many than dials twice. */
const UNKNOWN: readonly AttemptOutcome[] = ['lost', 'noAnswer'];

/** Something that the engine relies on was impaired during the attempt. */
function wasImpaired(world: World, call: string): boolean {
  const times = world.records.facts.filter(({ fact }) => fact.call === call).map(({ at }) => at);
  if (times.length === 0) return true;
  const span = { from: Math.min(...times), to: Math.max(...times) };
  const [whole] = world.impairments.controlled(span);
  return whole?.from !== span.from || whole.to !== span.to;
}

/** An attempt that counts as one has dialled the customer. */
export function attemptsDialled(world: World): void {
  const dialled = new Set(
    world.ordered.flatMap(({ command }) =>
      command.do === 'dial' && 'customer' in command.to ? callOf(command.leg) : [],
    ),
  );
  for (const { id, attempts } of world.records.callbacks.values())
    for (const { call, outcome, rang } of attempts) {
      if (outcome === undefined || dialled.has(call) || rang) continue;
      if (UNKNOWN.includes(outcome) && wasImpaired(world, call)) continue;
      if (OUTCOME_RULES[outcome].customer === 'dialled')
        world.fail('attempt', `${id}: ${call} ended with ${outcome}, and nobody was dialled`);
    }
}
