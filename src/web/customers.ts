import { z } from 'zod';
import type { ApiPorts } from './ports.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

/** language.caller: what a number has chosen is not known any more. */
export function customerRoutes({ commands, numberOf }: ApiPorts): Route[] {
  return [
    route({
      method: 'DELETE',
      path: '/v1/customers/{number}',
      summary: 'Forget the language that a number chose; its next call hears the menu again',
      role: 'admin',
      params: z.strictObject({ number: z.string().max(30) }),
      answer: {
        status: 200,
        schema: z.object({ forgotten: z.literal(true) }),
        means: 'The language is forgotten',
      },
      handle: async ({ params, who }) => {
        const number = numberOf(params.number);
        if (number && (await commands.forgetCustomer(number, who))) return { forgotten: true as const };
        const cure = 'Give the number as it called, such as 13800138000 or 02162345678.';
        throw new ApiError('NUMBER_UNKNOWN', 404, 'no language is stored for that number', cure);
      },
    }),
  ];
}
