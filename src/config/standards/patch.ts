import { ALTERNATIVES, withoutReplaced } from '../../core/standard/merge.ts';
import type { ClauseId, Clauses, Handling } from '../../core/standard/standard.ts';
import { CLAUSE_FIELDS, type Field, HANDLING_FIELDS, MAY_BE_TRUE } from './fields.ts';
import type { StandardFile } from './schema.ts';

/** What one file says of the clauses, in the units of the core; a file that builds on others need not say all of it. */
export type ClausePatch = { readonly [C in ClauseId]?: Partial<NonNullable<Clauses[C]>> };

/** A parameter that a standard needs, and that no file has given. */
export interface Missing {
  readonly clause: ClauseId;
  /** As it is written in the file. */
  readonly key: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The clauses of a file that has been checked. */
export function clausesOf(file: StandardFile): ClausePatch {
  const given: Values = file;
  const patch: Record<string, Values> = {};
  for (const [clause, fields] of Object.entries(CLAUSE_FIELDS)) {
    const values = given[clause];
    if (values !== undefined) patch[clause] = convert(fields, values === true ? {} : (values as Values));
  }
  return patch;
}

/** The operating values of a file that has been checked. */
export function handlingOf(file: StandardFile): Partial<Handling> {
  return convert(HANDLING_FIELDS, file.handling ?? {});
}

/** What `own` says takes the place of what `base` says, parameter by parameter. */
export function overlay(base: ClausePatch, own: ClausePatch): ClausePatch {
  const result: Record<string, object> = { ...base };
  for (const clause of Object.keys(own) as ClauseId[]) {
    result[clause] = { ...withoutReplaced(clause, base[clause], own[clause]), ...own[clause] };
  }
  return result;
}

/** Fills in what may be left out. `clauses` is null where something is missing all the same. */
export function complete(
  patch: ClausePatch,
): { clauses: Clauses; missing: [] } | { clauses: null; missing: Missing[] } {
  const filled = overlay(patch, defaultsFor(patch));
  const missing = (Object.keys(filled) as ClauseId[]).flatMap((clause) =>
    missingIn(clause, filled[clause] ?? {}),
  );
  return isWhole(filled, missing) ? { clauses: filled, missing: [] } : { clauses: null, missing };
}

function isWhole(_patch: ClausePatch, missing: readonly Missing[]): _patch is Clauses {
  return missing.length === 0;
}

function missingIn(clause: ClauseId, values: Values): Missing[] {
  const fields = Object.entries<Field>(CLAUSE_FIELDS[clause]);
  const needed = fields.filter(
    ([name, field]) => !('optional' in field || 'onlyWith' in field) || isOnlyOne(clause, name, values),
  );
  // a clause all of whose parameters may be left out still needs one of them
  const none =
    fields.length > 0 &&
    !MAY_BE_TRUE.has(clause) &&
    Object.values(values).every((value) => value === undefined);
  const missing = needed.filter(([name]) => values[name] === undefined);
  return (none ? fields.slice(0, 1) : missing).map(([, { key }]) => ({ clause, key }));
}

/** The first of several parameters of which a standard needs one, if it has none of them. */
function isOnlyOne(clause: ClauseId, name: string, values: Values): boolean {
  const [first, ...others] = ALTERNATIVES[clause] ?? [];
  return name === first && others.every((other) => values[other] === undefined);
}

function defaultsFor(patch: ClausePatch): ClausePatch {
  const defaults: Record<string, Values> = {};
  for (const [clause, given] of Object.entries<Values>(patch)) {
    const values: Record<string, unknown> = {};
    for (const [name, field] of Object.entries<Field>(CLAUSE_FIELDS[clause as ClauseId])) {
      if (field.is !== 'number' || field.byDefault === undefined || given[name] !== undefined) continue;
      if (field.onlyWith !== undefined && given[field.onlyWith] === undefined) continue;
      values[name] = field.byDefault === null ? null : field.byDefault * field.factor;
    }
    defaults[clause] = values;
  }
  return defaults;
}

function convert(fields: Readonly<Record<string, Field>>, values: Values): Values {
  const converted: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = values[field.key];
    if (value !== undefined) converted[name] = toUnit(field, value);
  }
  return converted;
}

function toUnit(field: Field, value: unknown): unknown {
  if (field.is === 'phrase' || field.is === 'phrases') return value;
  if (Array.isArray(value)) return value.map((each) => toUnit(field, each));
  // Rounded, since 0.1 minutes is not a whole number of milliseconds in binary.
  return typeof value === 'number' ? Math.round(value * field.factor) : value;
}
