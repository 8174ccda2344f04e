import { z } from 'zod';
import { siteSchema } from '../../src/config/site-schema.ts';
import { CLAUSE_FIELDS, type Field, HANDLING_FIELDS } from '../../src/config/standards/fields.ts';
import { standardSchema } from '../../src/config/standards/schema.ts';
import type { PromptId } from '../../src/core/ids.ts';
import { findClause } from '../../src/core/standard/catalogue.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Names with dots, as sounds/prompts.yaml has them. */
const PROMPT = '^[a-z0-9_]+(\\.[a-z0-9_]+)*$';

/** What an editor is told of `sansheng.yaml`. What only the product can know (whether a standard exists) is left to
 * `sansheng check`. */
export function siteJsonSchema(): JsonSchema {
  const none = { standards: new Map(), broken: new Set<string>(), folders: [] };
  const schema = siteSchema({ standards: none, env: {} });
  return { ...jsonSchemaOf(schema), title: 'sansheng.yaml: the site' };
}

/** What an editor is told of a standard's file.
 * @param prompts proposed where a phrase is written; others may stand there too, since an admin may add some
 * @param explanations of keys, see `explanationsIn` */
export function standardJsonSchema(
  prompts: readonly PromptId[],
  explanations: ReadonlyMap<string, string>,
): JsonSchema {
  const schema = jsonSchemaOf(standardSchema(null));
  const at = (key: string) => child(schema, key);
  for (const key of ['name', 'title', 'extends', 'merge', 'handling']) {
    explain(at(key), explanations.get(key));
  }
  for (const [clause, fields] of Object.entries(CLAUSE_FIELDS)) {
    explainClause(at(clause), clause, explanations);
    for (const field of Object.values<Field>(fields)) refine(child(at(clause), field.key), field);
  }
  for (const { key } of Object.values(HANDLING_FIELDS)) {
    explain(child(at('handling'), key), explanations.get(key));
  }
  return {
    ...schema,
    title: 'A service standard',
    not: { required: ['extends', 'merge'] },
    definitions: { prompt: { anyOf: [{ enum: [...prompts] }, { type: 'string', pattern: PROMPT }] } },
  };
}

/** The messages of the checks say what may stand there: they are what an editor shows. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const cure = cureOf(zodSchema);
      if (cure !== undefined) jsonSchema.description ??= cure;
    },
  });
}

/** What a check says of something that is right nowhere; undefined where it has no words of its own. */
function cureOf(schema: z.core.$ZodType): string | undefined {
  const message = z.core.safeParse(schema, Symbol('of no type')).error?.issues[0]?.message;
  return message?.startsWith('Invalid input') ? undefined : message;
}

function child(schema: JsonSchema, key: string): JsonSchema {
  // where a group of keys, or another value, may stand: that of the group
  const group = schema.properties
    ? schema
    : schema.anyOf?.find((each) => typeof each === 'object' && each.properties);
  const found = typeof group === 'object' ? group.properties?.[key] : undefined;
  if (typeof found !== 'object') throw new Error(`the schema has no ${key}`);
  return found;
}

function explain(schema: JsonSchema, ...texts: (string | undefined)[]): void {
  schema.description = [...texts, schema.description].filter((text) => text !== undefined).join('\n');
}

function explainClause(schema: JsonSchema, id: string, explanations: ReadonlyMap<string, string>): void {
  const clause = findClause(id);
  const told = clause && `${clause.title.en} · ${clause.title.zh}\n${clause.says.en}\n${clause.says.zh}`;
  explain(schema, told, explanations.get(id));
}

function refine(schema: JsonSchema, field: Field): void {
  if (field.is === 'number' && (field.byDefault ?? null) !== null) schema.default = field.byDefault;
  if (field.is !== 'phrase' && field.is !== 'phrases') return;
  const slots = field.slots;
  explain(schema, `Slots that are known here: ${slots.join(', ')}.`);
  const items = { anyOf: [{ enum: [...slots] }, { $ref: '#/definitions/prompt' }] };
  schema.items = field.is === 'phrase' ? items : { type: 'array', minItems: 1, items };
}
