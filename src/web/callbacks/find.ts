import type { CallbackState } from '../../core/callback/state.ts';
import type { Fact } from '../../core/facts.ts';
import type { ApiQueries } from '../ports.ts';
import { ApiError } from '../problem.ts';

/** The callback of this id, or the only one whose id begins so.
 * @throws ApiError CALLBACK_UNKNOWN, CALLBACK_AMBIGUOUS */
export async function foundCallback(
  store: Pick<ApiQueries, 'callback' | 'callbackIds'>,
  id: string,
): Promise<{ state: CallbackState; facts: Fact[] }> {
  const exact = await store.callback(id);
  if (exact) return exact;
  const [only, another] = id === '' ? [] : await store.callbackIds(id, 2);
  if (another !== undefined) {
    const cause = `several callbacks begin with ${id}, such as ${only} and ${another}`;
    throw new ApiError('CALLBACK_AMBIGUOUS', 400, cause, 'Give more of the id.');
  }
  const found = only === undefined ? undefined : await store.callback(only);
  if (found) return found;
  const cure = 'See GET /v1/callbacks (sansheng callbacks; --all shows closed ones, too).';
  throw new ApiError('CALLBACK_UNKNOWN', 404, `there is no callback ${id}`, cure);
}
