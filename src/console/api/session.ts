import { shallowRef } from 'vue';
import type { LiveAnswer } from '../../web/live.ts';
import type { meAnswer } from '../../web/me.ts';
import { ApiRefusal, askApi, askOnce } from './ask.ts';
import { openGate } from './session-gate.ts';

/** Who is signed in, and what there is to choose from. */
type MeAnswer = ReturnType<typeof meAnswer>;

/** Who is signed in; null: nobody. */
export const me = shallowRef<MeAnswer | null>(null);

/** Looks whether somebody is signed in already.
 * @throws ApiRefusal where the API cannot be asked */
export async function lookWhoIsIn(): Promise<void> {
  try {
    me.value = await askOnce<MeAnswer>('/v1/me');
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status !== 401) throw error;
    me.value = null;
  }
}

/** Who signs in again goes on where the session has ended. Somebody else begins anew: what the one before saw, and what waits to be sent, is
 * not theirs.
 * @throws ApiRefusal */
export async function signIn(name: string, password: string): Promise<void> {
  const before = me.value?.who;
  const now = await askOnce<MeAnswer>('/v1/session', { method: 'POST', body: { name, password } });
  if (before !== undefined && before !== now.who) {
    location.reload();
    return;
  }
  me.value = now;
  openGate();
}

/** @throws ApiRefusal */
export async function signOut(): Promise<void> {
  await askOnce('/v1/session', { method: 'DELETE' }).catch((error: unknown) => {
    if (!(error instanceof ApiRefusal) || error.status !== 401) throw error;
  });
  me.value = null;
}

/** The name of an agent, as people know it. */
export function agentName(id: string | null): string {
  if (id === null) return '';
  const found = me.value?.agents.find((one) => one.id === id);
  return found && !found.name.includes(id) ? `${found.name} ${id}` : (found?.name ?? id);
}

/** The agents to choose from: id, and name as people know it. */
export function agentChoices(): readonly (readonly [id: string, name: string])[] {
  return (me.value?.agents ?? []).map(({ id }) => [id, agentName(id)]);
}

/** One picture of the house. */
export function livePictureNow(): Promise<LiveAnswer> {
  return askApi<LiveAnswer>('/v1/live');
}
