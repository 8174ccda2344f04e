import { vi } from 'vitest';
import { MACHINES } from '../../../src/engine/machines.ts';

/** From now on this kind of machine throws at such inputs, until the spies are restored. Returns how often it did. */
export function failsAt(
  kind: keyof typeof MACHINES,
  isPoison: (input: { readonly type: string }, id: string) => boolean,
): () => number {
  const machine: { step: (...given: Parameters<Step>) => ReturnType<Step> } = MACHINES[kind] as never;
  const { step } = machine;
  let times = 0;
  vi.spyOn(machine, 'step').mockImplementation((state, input, rules) => {
    if (!isPoison(input, state.id)) return step(state, input, rules);
    times += 1;
    throw new Error('a fault of the program');
  });
  return () => times;
}

type Step = (state: { readonly id: string }, input: { readonly type: string }, rules: unknown) => unknown;
