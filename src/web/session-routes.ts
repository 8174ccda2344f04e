import { z } from 'zod';
import type { AuditAction } from '../engine/audit.ts';
import type { Log } from '../engine/ports.ts';
import { plainText } from './fields.ts';
import { meAnswer, meSchema } from './me.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import type { Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { WrongTokens } from './wrong-tokens.ts';

const NAME_LENGTH = 60;
const PASSWORD_LENGTH = 200;

interface SessionOptions {
  readonly ports: ApiPorts;
  readonly sessions: Sessions;
  readonly log: Log;
  /** Monotonic ms. */
  readonly monotonic: () => number;
}

/** Signing in to the console and out of it. */
export function sessionRoutes(options: SessionOptions): Route[] {
  return [signIn(options), signOut(options)];
}

function cookie(id: string, secure: boolean, more = ''): string {
  return `${id}; Path=/; HttpOnly; SameSite=Strict${more}${secure ? '; Secure' : ''}`;
}

/** It is on record before anybody is in. */
function note({ ports }: SessionOptions, who: string, did: AuditAction, detail: string): Promise<void> {
  return ports.commands.noteLook({ wall: ports.now(), who, did, call: null, detail });
}

function signIn(options: SessionOptions): Route {
  const { ports, sessions, log, monotonic } = options;
  const checks = new SignIn({ users: ports.apiStore, log, now: monotonic });
  const wrong = new WrongTokens(log, monotonic, 'password');
  return route({
    method: 'POST',
    path: '/v1/session',
    summary: 'Sign in by name and password: begins a session, whose cookie opens all routes of the role',
    role: null,
    open: 'page',
    body: z.strictObject({
      name: plainText(NAME_LENGTH),
      password: z.string().min(1).max(PASSWORD_LENGTH),
    }),
    answer: { status: 200, schema: meSchema, means: 'You, and the cookie of the session' },
    handle: async ({ body: { name, password }, arrival }) => {
      const user = await checks.userOf(name, password, arrival.address).catch(async (error: unknown) => {
        if (error instanceof ApiError && error.status === 401) await wrong.wait(arrival.address);
        throw error;
      });
      await note(options, user.name, 'signedIn', arrival.address);
      if (arrival.session !== null) sessions.end(arrival.session);
      const id = sessions.begin(user);
      arrival.setCookie(cookie(id, arrival.secure));
      const { left = 0 } = sessions.find(id, false) ?? {};
      return meAnswer(ports, { who: user.name, role: user.role, endsAt: ports.now() + left });
    },
  });
}

function signOut(options: SessionOptions): Route {
  const { sessions } = options;
  return route({
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out: ends the session of the cookie',
    role: null,
    open: 'page',
    answer: { status: 204, schema: z.void(), means: 'It has ended, or there was none' },
    handle: async ({ arrival }) => {
      const session = arrival.session === null ? undefined : sessions.find(arrival.session, false);
      if (arrival.session !== null) sessions.end(arrival.session);
      arrival.setCookie(cookie('', arrival.secure, '; Max-Age=0'));
      if (session) await note(options, session.name, 'signedOut', arrival.address);
    },
  });
}
