import { expect } from 'vitest';
import type { ListedCustomer } from '../../../src/core/programme/listing.ts';
import type { ProgrammeWish } from '../../../src/core/programme/programme.ts';
import type { ProgrammeState } from '../../../src/core/programme/state.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';

const WISH: ProgrammeWish = {
  name: '三月回访',
  template: 'firstFollowUp',
  line: LINE,
  standard: 'strict',
  language: 'zh',
  schedule: null,
  secondAfterDays: null,
  by: 'zhao',
};

/** These customers are a programme from now on. */
export async function importList(
  s: Scenario,
  customers: readonly ListedCustomer[],
  over: Partial<ProgrammeWish> = {},
): Promise<ProgrammeState> {
  const into = { ...WISH, ...over };
  const taken = await s.programmes().import({ into, customers, by: 'zhao', preview: false });
  return taken?.programme ?? expect.fail('no programme');
}
