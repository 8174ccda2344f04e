import { createHash, timingSafeEqual } from 'node:crypto';
import { API_ROLES, type ApiRole, allows } from '../engine/access.ts';
import type { ApiStore } from '../engine/api-store.ts';
import type { AuditEntry } from '../engine/audit.ts';
import { ApiError } from './problem.ts';
import type { Principal } from './route.ts';

/** The token of each role, which whoever runs the site hands out. */
export type RoleTokens = Readonly<Record<ApiRole, string>>;

/** Whoever does not have to say. */
export const ANYBODY: Principal = { role: 'operator', who: 'anybody', own: false, endsAt: null };

/** Who asks, by the token in the header.
 * @throws ApiError API_UNAUTHORIZED */
export async function byToken(
  authorization: string,
  tokens: RoleTokens,
  apiStore: Pick<ApiStore, 'holderOf'>,
): Promise<Principal> {
  const [, token = ''] = /^Bearer (\S{1,200})$/.exec(authorization) ?? [];
  const role = API_ROLES.find((one) => same(token, tokens[one]));
  const holder = role ? { role, who: role, own: false, endsAt: null } : await holderOf(token, apiStore);
  if (holder) return holder;
  const cure =
    'Send the header Authorization: Bearer TOKEN, with a token that an admin of the site gives out.';
  throw new ApiError('API_UNAUTHORIZED', 401, 'the request has no valid token', cure);
}

/** privacy.customer: who sees customers' numbers masked. */
export function seesMasked({ role }: Pick<Principal, 'role'>): boolean {
  return role === 'operator';
}

/** @throws ApiError API_FORBIDDEN where the role is not enough for what `needed` may */
export function checkRole({ role }: Principal, needed: ApiRole): void {
  if (allows(role, needed)) return;
  const cure = `Use a token, or sign in as a user, with the role ${needed}.`;
  throw new ApiError('API_FORBIDDEN', 403, `the role ${role} may not do that`, cure);
}

async function holderOf(token: string, apiStore: Pick<ApiStore, 'holderOf'>): Promise<Principal | undefined> {
  const known = token === '' ? undefined : await apiStore.holderOf(digestOf(token));
  return known && { role: known.role, who: known.name, own: true, endsAt: null };
}

/** SHA-256, in hexadecimal. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** In a time that tells nothing of where they differ. */
function same(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(a)), Buffer.from(digestOf(b)));
}

/** Who does something. */
interface RequestActor {
  /** The name that people read beside it. */
  readonly by: string;
  /** For the audit log: the token or user, and apart from it the name that somebody with a shared token gives. */
  readonly audit: Pick<AuditEntry, 'who' | 'saysToBe'>;
}

/** Who it is for the records. Where many have the same token `by` gives a name, which nobody can check; with a token of their own
 * nobody speaks for another.
 * @throws ApiError API_BAD_REQUEST */
export function actorOf({ who, own }: Principal, by: string | undefined): RequestActor {
  if (by === undefined || by === who) return { by: who, audit: { who } };
  if (!own) return { by, audit: { who, saysToBe: by } };
  const cause = `by: this is ${who}’s request`;
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'Leave it out: the token or session names the person.');
}
