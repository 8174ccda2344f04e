import { expect } from 'vitest';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { type ReplayedStep, replay } from '../../../src/engine/replay/replay.ts';
import { stateDifferences } from '../../../src/engine/replay/state-differences.ts';
import type { EngineSite } from '../../../src/engine/site.ts';
import type { Store, Stored } from '../../../src/engine/store-port.ts';

/** Steps a stored call or callback again, and fails if that does not lead to the stored state, byte for byte. */
export function expectReplay(
  { state, journal }: Stored<CallState | CallbackState>,
  site: EngineSite,
): ReplayedStep[] {
  const { standard } = state;
  const edition = 'edition' in state ? state.edition : '';
  const steps = replay(journal, edition, (one) => site.rules(standard, one));
  expect(stateDifferences(state, steps.at(-1)?.step.state), `replay of ${state.id}`).toEqual([]);
  return steps;
}

/** The same for every one of these. */
export async function expectReplays(
  store: Store,
  ids: { readonly calls: Iterable<string>; readonly callbacks: Iterable<string> },
  site: EngineSite,
): Promise<void> {
  for (const id of ids.calls) expectReplay((await store.call(id)) ?? expect.fail(`no call ${id}`), site);
  for (const id of ids.callbacks)
    expectReplay((await store.callback(id)) ?? expect.fail(`no callback ${id}`), site);
}
