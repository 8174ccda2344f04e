import { z } from 'zod';
import { withTimeout } from '../util/timeout.ts';
import { iso } from './fields.ts';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

/** A loop that has no turn for so long is taken for frozen, ms. */
const TURN_WITHIN_MS = 2_000;

const health = z.object({
  status: z.enum(['ok', 'degraded']).describe('degraded: Asterisk or the store does not work just now'),
  asterisk: z.boolean().describe('the link to Asterisk is there'),
  store: z.boolean().describe('the store takes what the engine commits'),
  failedInputs: z.object({
    count: z
      .int()
      .describe('inputs that the engine dropped since its start because of a fault in the program'),
    lastAt: z.iso.datetime().nullable(),
  }),
  loopDelay: z.number().describe("how late the engine's loop was at worst in the last five minutes, seconds"),
});

function frozen(): ApiError {
  const cure =
    'Wait some seconds: its supervisor starts it again. Where it has none, run `sansheng down` and start it.';
  return new ApiError('ENGINE_FROZEN', 503, 'the engine hangs: its loop has had no turn for 2 s', cure);
}

/** However many ask at once, the loop is asked once. */
function sharing(work: () => Promise<void>): () => Promise<void> {
  let asked: Promise<void> | null = null;
  return () => {
    asked ??= work().finally(() => {
      asked = null;
    });
    return asked;
  };
}

export function healthRoute({ failedInputs, figures, turned, recentLoopDelay }: ApiPorts): Route {
  const loopTurned = sharing(turned);
  return route({
    method: 'GET',
    path: '/v1/health',
    summary: 'Check that the engine works: its loop, its link to Asterisk and its store',
    role: null,
    open: 'everywhere',
    answer: {
      status: 200,
      schema: health,
      means: 'The engine works; `status` says whether all that it needs does',
    },
    handle: async () => {
      await withTimeout(loopTurned(), TURN_WITHIN_MS, frozen);
      const { asterisk, store } = figures();
      const { count, lastAt } = failedInputs();
      return {
        status: asterisk && store ? ('ok' as const) : ('degraded' as const),
        asterisk,
        store,
        failedInputs: { count, lastAt: lastAt === null ? null : iso(lastAt) },
        loopDelay: recentLoopDelay(),
      };
    },
  });
}
