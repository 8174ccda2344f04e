import { z } from 'zod';
import type { ConfigProblem, ConfigProblemCode } from '../problem.ts';
import type { KeyPath, YamlFile } from './read.ts';
import { nearest } from './suggest.ts';
import { alikeNote, badColon } from './typing.ts';

/** What a schema's own checks say of a value; see `ctx.addIssue({ code: 'custom', params })`. */
export interface CustomProblem {
  readonly problem: ConfigProblemCode;
  readonly cause: string;
  readonly cure: string;
}

type Issue = z.core.$ZodIssue;
type Finding = Pick<ConfigProblem, 'code' | 'cause' | 'cure'>;

/** Checks a whole file at once. In the schema the message of a check is the cure: one sentence that says what may stand
 * there. `value` is null where there are problems. */
export function checkYaml<T>(
  yaml: YamlFile,
  schema: z.ZodType<T>,
): { value: T; problems: [] } | { value: null; problems: ConfigProblem[] } {
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const issues = parsed.error.issues.flatMap((issue) => ofGroup(issue, yaml));
  const meant = new Set(issues.flatMap((issue) => meantKeys(schema, issue)));
  const problems = issues.flatMap((issue) => problemsOf(yaml, schema, issue));
  // One mistake, one problem: a key that is misspelt is not missing as well.
  return {
    value: null,
    problems: problems.filter(({ code, key }) => code !== 'MISSING_KEY' || !meant.has(key)),
  };
}

/** Where a value or a group of keys may stand, and there is a group: what is wrong in that group. */
function ofGroup(issue: Issue, yaml: YamlFile): Issue[] {
  const value = valueAt(yaml.value, issue.path);
  if (issue.code !== 'invalid_union' || typeof value !== 'object') return [issue];
  const group = Array.isArray(value) ? ofList(issue.errors, value) : (issue.errors.at(-1) ?? []);
  if (group === undefined) return [issue];
  return group.map((inside) => ({ ...inside, path: [...issue.path, ...inside.path] }));
}

/** What is wrong within the groups of a list; undefined where it is the list itself. */
function ofList(all: Extract<Issue, { code: 'invalid_union' }>['errors'], value: readonly unknown[]) {
  if (!value.some((each) => typeof each === 'object')) return undefined;
  return all.find((group) => group.every(({ path }) => path.length > 0));
}

/** A problem at a key of a file that was read. */
export function problemAt(yaml: YamlFile, path: KeyPath, finding: Finding): ConfigProblem {
  return { ...finding, file: yaml.file, ...yaml.place(path), key: dotted(path) };
}

function problemsOf(yaml: YamlFile, schema: z.ZodType, issue: Issue): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => problemAt(yaml, [...issue.path, key], unknownKey(key, known)));
  }
  return [problemAt(yaml, issue.path, findingOf(issue, valueAt(yaml.value, issue.path)))];
}

/** The keys that misspelt ones were meant to be, as a problem names them. */
function meantKeys(schema: z.ZodType, issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) =>
    dotted([...issue.path, nearest(key.replace(/\s*[:：].*$/u, ''), known) ?? key]),
  );
}

function unknownKey(key: string, known: readonly string[]): Finding {
  const colon = badColon(key);
  if (colon !== null) return { code: 'UNKNOWN_KEY', cause: colon.cause, cure: colon.cure };
  const meant = nearest(key, known);
  const cure = meant === undefined ? `What may stand here: ${known.join(', ')}.` : `Did you mean ${meant}?`;
  return { code: 'UNKNOWN_KEY', cause: 'unknown key', cure };
}

function findingOf(issue: Issue, value: unknown): Finding {
  if (issue.code === 'custom' && isCustomProblem(issue.params)) {
    return { code: issue.params.problem, cause: issue.params.cause, cure: issue.params.cure };
  }
  const cure = cureOf(issue);
  if (value === undefined) return { code: 'MISSING_KEY', cause: 'is missing', cure };
  if (value === null) return { code: 'MISSING_KEY', cause: 'has no value', cure };
  const slot = unquotedSlot(value);
  if (slot !== undefined)
    return { code: 'WRONG_TYPE', cause: 'a slot without quotes', cure: `Write '{${slot}}'.` };
  const code = codeOf(issue);
  const note = typeof value === 'string' ? alikeNote(value) : '';
  const cause = `${show(value)} ${code === 'WRONG_TYPE' ? 'is of the wrong type' : 'is not allowed'}${note}`;
  return { code, cause, cure };
}

function codeOf(issue: Issue): ConfigProblemCode {
  if (issue.code === 'invalid_type') return 'WRONG_TYPE';
  return issue.code === 'too_small' || issue.code === 'too_big' ? 'OUT_OF_RANGE' : 'BAD_VALUE';
}

function cureOf(issue: Issue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message;
  if (issue.expected === 'object' || issue.expected === 'record') return 'Give its keys, indented under it.';
  if (issue.expected === 'array') return 'Give a list: [one, two].';
  return issue.expected === 'string' ? 'Give a text.' : `Give a ${issue.expected}.`;
}

/** `{agent}` without quotes is a map of its own in YAML: the one mistake that nobody sees. */
function unquotedSlot(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...rest] = Object.entries(value);
  return rest.length === 0 && entry !== undefined && entry[1] === null ? entry[0] : undefined;
}

function isCustomProblem(
  params: Record<string, unknown> | undefined,
): params is Record<string, unknown> & CustomProblem {
  return (
    typeof params?.problem === 'string' && typeof params.cause === 'string' && typeof params.cure === 'string'
  );
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  // JSON has no .inf and no .nan
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'a group of keys' : JSON.stringify(value);
}

function dotted(path: KeyPath): string {
  return path.map(String).join('.');
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((inside, key) => {
    return typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined;
  }, value);
}

/** The keys that a schema knows at a place. */
function keysAt(schema: z.ZodType, path: KeyPath): string[] {
  let here: unknown = bare(schema);
  for (const key of path) {
    // of a list, where one group or a list of groups may stand
    if (here instanceof z.ZodObject && typeof key === 'number') continue;
    if (here instanceof z.ZodObject) here = bare(here.shape[String(key)]);
    else if (here instanceof z.ZodRecord) here = bare(here.valueType);
    else if (here instanceof z.ZodArray) here = bare(here.element);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  if (schema instanceof z.ZodUnion) return bare(schema.options.at(-1));
  return schema instanceof z.ZodPipe ? bare(schema.in) : schema;
}
