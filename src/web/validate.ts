import { z } from 'zod';
import { Slice } from '../util/slices.ts';
import { ApiError } from './problem.ts';
import type { LongList } from './route.ts';

/** What the schema makes of it. Throws ApiError API_BAD_REQUEST, which names the field. */
export function validate(schema: z.ZodType | null, value: unknown): unknown {
  return schema === null ? undefined : validated(schema, value, []);
}

/** The same for a body with a long list: that is looked at a part at a time, and calls have their turn between. */
export async function validateList(
  schema: z.ZodType,
  body: unknown,
  { field, most }: LongList,
): Promise<unknown> {
  const list = schema instanceof z.ZodObject ? schema.shape[field] : undefined;
  const given: unknown = isObject(body) ? body[field] : undefined;
  if (!(list instanceof z.ZodArray) || !isObject(body) || !Array.isArray(given))
    return validate(schema, body);
  const rest = validated(schema, { ...body, [field]: [] }, []) as object;
  validated(z.array(z.unknown()).max(most), given, [field]);
  const done: unknown[] = [];
  const slice = new Slice();
  for (const [n, one] of given.entries()) {
    done.push(validated(list.element as z.ZodType, one, [field, n]));
    await slice.giveWay();
  }
  return { ...rest, [field]: done };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

/** @param at where it stands in the request */
function validated(schema: z.ZodType, value: unknown, at: readonly PropertyKey[]): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = [...at, ...(issue?.path ?? [])].join('.');
  const cause = `${where === '' ? 'the request' : where}: ${issue?.message ?? 'cannot be read'}`;
  throw new ApiError('API_BAD_REQUEST', 400, cause, 'See GET /v1/openapi.json for what is allowed.');
}
