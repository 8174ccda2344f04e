import { z } from 'zod';
import { isPlainLine, tidyLine } from '../util/plain-text.ts';

/** Anything that is read by people: no line breaks, control characters or marks that turn the direction of writing, which end up in places
 * that read them otherwise. */
export function plainText(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isPlainLine, 'has a line break, or another character that cannot be seen');
}

/** The same for what people write at some length, or paste: it is made one line without what cannot be seen. */
export function tidyText(max: number) {
  return z.string().max(max).transform(tidyLine).pipe(z.string().min(1));
}

/** ISO 8601, with its offset. */
export const time = z.iso.datetime({ offset: true });

export const by = plainText(60)
  .optional()
  .describe('who does it, for the records, if the token belongs to a role; the role if left out');

/** UTC ms as it is sent. */
export function iso(wall: number): string {
  return new Date(wall).toISOString();
}

export function isoOrNull(wall: number | null | undefined): string | null {
  return wall === null || wall === undefined ? null : iso(wall);
}

/** A list with commas between, of these. */
export function listOf<const T extends readonly string[]>(values: T) {
  return z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).min(1));
}
