import { z } from 'zod';
import { LANGUAGES } from '../core/ids.ts';
import { API_ROLES } from '../engine/access.ts';
import { isoOrNull, time } from './fields.ts';
import type { ApiPorts } from './ports.ts';
import { type Principal, type Route, route } from './route.ts';

/** Who asks, and what there is to choose from. */
export const meSchema = z.object({
  who: z.string(),
  role: z.enum(API_ROLES),
  expiresAt: time.nullable().describe('when the session ends if nothing more is asked; null with a token'),
  lines: z.array(
    z.object({
      number: z.string(),
      standard: z.string(),
      language: z.enum(LANGUAGES as ['zh', 'yue', 'en']),
    }),
  ),
  agents: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** What a console has to know before it shows anything. */
export function meAnswer(
  { lines, lineOf, agents }: Pick<ApiPorts, 'lines' | 'lineOf' | 'agents'>,
  { who, role, endsAt }: Pick<Principal, 'who' | 'role' | 'endsAt'>,
): z.input<typeof meSchema> {
  return {
    ...{ who, role, expiresAt: isoOrNull(endsAt) },
    lines: lines().flatMap((number) => {
      const line = lineOf(number);
      return line ? [{ number, standard: line.standard, language: line.language }] : [];
    }),
    agents: agents().map(({ id, name }) => ({ id, name })),
  };
}

export function meRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/me',
    summary: 'Get your name and role, and the lines and agents to choose from',
    role: 'operator',
    answer: { status: 200, schema: meSchema, means: 'You' },
    handle: async (asked) => meAnswer(ports, asked),
  });
}
