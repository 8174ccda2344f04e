import { z } from 'zod';
import { actorOf } from '../auth.ts';
import { plainText } from '../fields.ts';
import type { ApiPorts } from '../ports.ts';
import { type Route, route } from '../route.ts';
import { filterFields, filterOf, sortField, sortOf } from './filter.ts';
import { csvOf } from './table.ts';

const query = z.strictObject({
  ...filterFields,
  sort: sortField,
  numbers: z
    .enum(['masked', 'full'])
    .default('masked')
    .describe('full: with customers’ numbers; the audit log notes who asked'),
  by: plainText(60).optional().describe('who exports, if the token belongs to a role'),
});

/** The list as a table. */
export function exportRoute(ports: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/v1/callbacks/export.csv',
    summary: 'Export all matching callbacks as a table for spreadsheets',
    role: 'supervisor',
    query,
    answer: {
      status: 200,
      schema: z.string(),
      means:
        'UTF-8 with a byte order mark, RFC 4180; texts that a spreadsheet would run as formulas are escaped',
      type: 'text/csv',
    },
    handle: async (asked) => {
      const { sort, numbers, by, ...wanted } = asked.query;
      const wall = ports.now();
      const { audit } = actorOf(asked, by);
      const full = numbers === 'full';
      const detail = 'callbacks export';
      if (full) await ports.commands.noteLook({ wall, ...audit, did: 'numbersShown', call: null, detail });
      const table = { ...filterOf(wanted, wall, ports.numberOf), sort: sortOf(sort) };
      return csvOf((after) => ports.tablePage({ wanted: table, after, numbers, now: wall }));
    },
  });
}
