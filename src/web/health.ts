import { z } from 'zod';
import { iso } from './fields.ts';
import type { ApiPorts } from './ports.ts';
import { type Route, route } from './route.ts';

const health = z.object({
  status: z.literal('ok'),
  failedInputs: z.object({
    count: z
      .int()
      .describe('inputs that the engine dropped since its start because of a fault in the program'),
    lastAt: z.iso.datetime().nullable(),
  }),
});

export function healthRoute({ failedInputs }: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/health',
    summary: 'Check that the engine runs',
    role: null,
    answer: { status: 200, schema: health, means: 'It is' },
    handle: async () => {
      const { count, lastAt } = failedInputs();
      return { status: 'ok' as const, failedInputs: { count, lastAt: lastAt === null ? null : iso(lastAt) } };
    },
  });
}
