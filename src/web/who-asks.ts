import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { ANYBODY, byToken, checkRole, type RoleTokens } from './auth.ts';
import { checkHost, checkOrigin, isLoopback } from './origin.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import type { Principal, Route } from './route.ts';
import type { Sessions } from './sessions.ts';
import type { WrongTokens } from './wrong-tokens.ts';

/** How the name of a session's cookie begins. */
export const COOKIE = 'sansheng-session-';

/** What it takes to know who asks. */
export interface Authentication {
  readonly tokens: RoleTokens;
  readonly ports: Pick<ApiPorts, 'apiStore' | 'now'>;
  readonly wrongTokens: WrongTokens;
  readonly sessions: Sessions;
  /** Names of this site beside those of the machine itself. */
  readonly hosts: () => readonly string[];
}

/** Who asks for a route: whoever has a token, or a session. `used`: it is a request, not one more look at an old one.
 * @throws ApiError API_UNAUTHORIZED, API_FORBIDDEN, API_TOO_MANY, API_CROSS_SITE, API_HOST_UNKNOWN */
export async function whoAsks(
  route: Pick<Route, 'method' | 'path' | 'role' | 'open'>,
  request: FastifyRequest,
  authentication: Authentication,
  used: boolean,
): Promise<Principal> {
  const { headers } = request;
  if (route.open === 'everywhere') return ANYBODY;
  if (headers.authorization !== undefined && route.open !== 'page')
    return await withToken(route, request, authentication);
  checkNamed(request, authentication.hosts());
  const session = sessionIn(request);
  const changes = route.method !== 'GET';
  if (changes) checkOrigin(headers, session !== null);
  // whoever is on this machine may read the figures; on the network that is not anybody
  if (route.open === 'machine' && isOfThisMachine(request)) return ANYBODY;
  if (route.open === 'page') return ANYBODY;
  const principal = session === null ? undefined : await bySession(session, authentication, used);
  if (!principal) {
    const cure = 'Sign in, or send the header Authorization: Bearer TOKEN.';
    throw new ApiError('API_UNAUTHORIZED', 401, 'the request has no valid token and no session', cure);
  }
  checkRole(principal, route.role ?? 'operator');
  return principal;
}

/** A browser has looked at the name in the certificate: only without TLS the name is looked at here. */
export function checkNamed({ raw, headers }: FastifyRequest, hosts: readonly string[]): void {
  if (!(raw.socket instanceof TLSSocket)) checkHost(headers, hosts);
}

function isOfThisMachine(request: FastifyRequest): boolean {
  return !(request.raw.socket instanceof TLSSocket) && isLoopback(clientAddress(request));
}

/** Where a request comes from: what a web server of this machine says, where it is an address and that server is believed. */
export function clientAddress({ ip, raw }: FastifyRequest): string {
  return isIP(ip) === 0 ? (raw.socket.remoteAddress ?? '') : ip;
}

async function withToken(
  { role }: Pick<Route, 'role'>,
  request: FastifyRequest,
  { tokens, ports, wrongTokens }: Authentication,
): Promise<Principal> {
  try {
    const principal = await byToken(request.headers.authorization ?? '', tokens, ports.apiStore);
    checkRole(principal, role ?? 'operator');
    return principal;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'API_UNAUTHORIZED')
      await wrongTokens.wait(clientAddress(request));
    throw error;
  }
}

/** Whose session it is, where it goes on: it ends with its user, and with the password that it began with. */
async function bySession(
  id: string,
  { sessions, ports }: Authentication,
  used: boolean,
): Promise<Principal | undefined> {
  const session = sessions.find(id, used);
  if (!session) return undefined;
  const user = await ports.apiStore.user(session.name);
  if (user?.password !== session.password) {
    sessions.end(id);
    return undefined;
  }
  return { role: user.role, who: user.name, own: true, endsAt: ports.now() + session.left };
}

/** A browser has the cookies of a host for all its ports: the port makes each site's name another. By TLS no other host of the domain,
 * and no page without TLS, can set it. */
export function cookieName({ protocol, raw }: FastifyRequest): string {
  return `${protocol === 'https' ? '__Host-' : ''}${COOKIE}${raw.socket.localPort}`;
}

/** The id in the request's cookie. */
export function sessionIn(request: FastifyRequest): string | null {
  const cookie = new RegExp(`(?:^|;) *${cookieName(request)}=([\\w-]{43})(?:;|$)`);
  const [, id = null] = cookie.exec(request.headers.cookie ?? '') ?? [];
  return id;
}
