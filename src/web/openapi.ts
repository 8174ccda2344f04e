import { z } from 'zod';
import type { Route } from './route.ts';
import { COOKIE } from './who-asks.ts';

const NO_CONTENT = 204;

/** A fault, as every route may answer it. */
export const problemSchema = z
  .object({
    code: z.string(),
    cause: z.string(),
    cure: z.string(),
    present: z.unknown().optional().describe('what was asked for as it is now, where it has changed'),
  })
  .describe('One sentence of cause and one of cure; docs/admin/errors.md lists the codes');

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI document of these routes, from the same schemas that check the requests. */
const SESSION = 'PORT: that of the site; by TLS with __Host- before the name';

export function openApiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of routes) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sansheng',
      version: '1',
      description: 'What people see of the running engine, and order of it.',
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: `${COOKIE}PORT`, description: SESSION },
      },
    },
    paths,
  };
}

function operationOf({ summary, role, params, query, body, headers, answer }: Route): Json {
  const content = (schema: z.ZodType, io: 'input' | 'output', type = 'application/json') => ({
    content: { [type]: { schema: schemaOf(schema, io) } },
  });
  return {
    summary: role === null ? summary : `${summary} (${role})`,
    security: role === null ? [] : [{ token: [] }, { session: [] }],
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...parametersOf(headers, 'header'),
    ],
    ...(body ? { requestBody: { required: true, ...content(body, 'input') } } : {}),
    responses: {
      [answer.status]: {
        description: answer.means,
        ...(answer.status === NO_CONTENT ? {} : content(answer.schema, 'output', answer.type)),
      },
      default: { description: 'A fault', ...content(problemSchema, 'output') },
    },
  };
}

function parametersOf(schema: z.ZodType | null, where: 'path' | 'query' | 'header'): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, of]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: schemaOf(of as z.ZodType, 'input'),
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
