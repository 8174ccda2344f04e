import { z } from 'zod';
import type { Route } from './route.ts';

/** A fault, as every route may answer it. */
export const problemSchema = z
  .object({ code: z.string(), cause: z.string(), cure: z.string() })
  .describe('One sentence of cause and one of cure; docs/errors.md lists the codes');

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI document of these routes, from the same schemas that check the requests. */
export function openApiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of routes) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sansheng', version: '1', description: 'What people order of the running engine.' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

function operationOf({ summary, role, params, query, body, answer }: Route): Json {
  const content = (schema: z.ZodType, io: 'input' | 'output') => ({
    content: { 'application/json': { schema: schemaOf(schema, io) } },
  });
  return {
    summary: role === null ? summary : `${summary} (${role})`,
    security: role === null ? [] : [{ token: [] }],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body ? { requestBody: { required: true, ...content(body, 'input') } } : {}),
    responses: {
      [answer.status]: { description: answer.means, ...content(answer.schema, 'output') },
      default: { description: 'A fault', ...content(problemSchema, 'output') },
    },
  };
}

function parametersOf(schema: z.ZodType | null, where: 'path' | 'query'): Json[] {
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
