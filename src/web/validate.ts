import type { z } from 'zod';
import { ApiError } from './problem.ts';

/** What the schema makes of it. Throws ApiError API_BAD_REQUEST, which names the field. */
export function validate(schema: z.ZodType | null, value: unknown): unknown {
  if (schema === null) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const cause = `${where === '' ? 'the request' : where}: ${issue?.message ?? 'cannot be read'}`;
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'See GET /v1/openapi.json for what is allowed.');
}
