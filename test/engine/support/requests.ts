import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { CallbackRequest } from '../../../src/core/model/callback.ts';
import type { ProgrammeWish } from '../../../src/core/programme/programme.ts';
import type { ProgrammeState } from '../../../src/core/programme/state.ts';
import { LINE } from '../../scenarios/support/site.ts';
import type { EngineFixture } from './engine-fixture.ts';

/** A customer has asked for a callback, which is due after `afterMs`. */
export async function requestsCallback(
  { engine, sim }: EngineFixture,
  local: string,
  afterMs = 0,
): Promise<CallbackState> {
  const { wall } = sim.clock.now();
  const wish: CallbackRequest = {
    ...{ kind: 'requested', number: `+86${local}`, dialled: local, line: LINE, standard: 'strict' },
    ...{ language: 'zh', from: null, place: wall - 1000, dueAt: wall + afterMs },
  };
  const { callback } = await engine.desk.requestCallback(wish);
  return callback;
}

/** A programme that calls these customers. */
export async function programmeOf(
  { engine }: EngineFixture,
  name: string,
  numbers: readonly string[],
): Promise<ProgrammeState> {
  const into: ProgrammeWish = {
    ...{ name, template: 'billChange', line: LINE, standard: 'strict', language: 'zh' },
    ...{ schedule: null, secondAfterDays: null, by: 'zhao' },
  };
  const customers = numbers.map((number, at) => ({ line: at + 1, number }));
  const taken = await engine.programmes.import({ into, customers, by: 'zhao', preview: false });
  if (!taken?.programme) throw new Error('no programme');
  return taken.programme;
}
