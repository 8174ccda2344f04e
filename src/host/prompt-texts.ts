import { parse } from 'yaml';
import { z } from 'zod';

const spoken = z.strictObject({
  clause: z.string().min(1).optional(),
  zh: z.string().min(1),
  yue: z.string().min(1),
  en: z.string().min(1),
});
const tone = z.strictObject({ clause: z.string().min(1).optional(), tone: z.string().min(1) });
const catalogue = z.record(z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/), z.union([spoken, tone]));

/** One prompt of `sounds/prompts.yaml`: words in every language, or a tone that is the same in all of them. */
export type PromptText = z.infer<typeof spoken> | z.infer<typeof tone>;

/** Parses the text of `sounds/prompts.yaml`; prompts in the order in which they stand. Throws on anything unexpected. */
export function parsePromptTexts(yaml: string): Map<string, PromptText> {
  return new Map(Object.entries(catalogue.parse(parse(yaml))));
}
