import { z } from 'zod';
import { LANGUAGES } from '../core/ids.ts';
import { API_ROLES } from '../engine/access.ts';
import type { ApiPorts } from './ports.ts';
import { type Route, route } from './route.ts';

/** What a console has to know before it shows anything. */
export function meRoute({ lines, lineOf, agents }: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/me',
    summary: 'Get your name and role, and the lines and agents to choose from',
    role: 'operator',
    answer: {
      status: 200,
      schema: z.object({
        who: z.string(),
        role: z.enum(API_ROLES),
        lines: z.array(
          z.object({
            number: z.string(),
            standard: z.string(),
            language: z.enum(LANGUAGES as ['zh', 'yue', 'en']),
          }),
        ),
        agents: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
      means: 'You',
    },
    handle: async ({ who, role }) => ({
      ...{ who, role },
      lines: lines().flatMap((number) => {
        const line = lineOf(number);
        return line ? [{ number, standard: line.standard, language: line.language }] : [];
      }),
      agents: agents().map(({ id, name }) => ({ id, name })),
    }),
  });
}
