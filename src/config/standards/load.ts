import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Standard } from '../../core/standard/standard.ts';
import type { ConfigProblem } from '../problem.ts';
import { loadPromptIds } from '../prompts.ts';
import { checkYaml, problemAt } from '../yaml/check.ts';
import { readYaml, type YamlFile } from '../yaml/read.ts';
import { conflictsIn, loosenedIn, type PromptLengths } from './conflicts.ts';
import { resolveStandards, type StandardSource } from './resolve.ts';
import { standardSchema } from './schema.ts';
import { unheardIn } from './unheard.ts';

export interface LoadedStandards {
  /** By name; only those that are right. */
  readonly standards: Map<string, Standard>;
  /** Names of those that have problems. */
  readonly broken: ReadonlySet<string>;
  /** Where they were looked for. */
  readonly folders: readonly string[];
  readonly problems: ConfigProblem[];
  /** What in those that are right can not be kept all the same: nothing that keeps a site from starting. */
  readonly warnings: ConfigProblem[];
}

/** Loads every `.yaml` file of a folder as a standard, and reports all that is wrong in any of them at once.
 * @param promptsFile says which prompts there are; by default that of the checkout that the folder is in */
export function loadStandards(
  dir: string,
  promptsFile = join(dir, '..', 'sounds', 'prompts.yaml'),
): LoadedStandards {
  const files = standardFilesIn(dir);
  if (files.length > 0) return loadStandardFiles(files, promptsFile);
  const cause = 'there are no standards in this folder';
  const cure = 'Put at least one standard (*.yaml) there.';
  const problem: ConfigProblem = { code: 'FILE_MISSING', file: dir, line: 1, key: '', cause, cure };
  return { standards: new Map(), broken: new Set(), folders: [dir], problems: [problem], warnings: [] };
}

/** The same for files that are named one by one. They may build on each other, and on nothing else.
 * @param lengths of the prompts, where they are known: warnings go by them */
export function loadStandardFiles(
  files: readonly string[],
  promptsFile: string,
  lengths: PromptLengths | null = null,
): LoadedStandards {
  const prompts = loadPromptIds(promptsFile);
  // one for all: to build it takes longer than to check a file
  const schema = standardSchema(prompts.ids);
  const problems = [...prompts.problems];
  const broken = new Set<string>();
  const sources: StandardSource[] = [];
  const names = new Map<string, string>();
  for (const file of files) {
    const read = readStandard(file, schema);
    problems.push(...read.problems);
    if (read.yaml !== null) problems.push(...duplicateName(read.yaml, read.name, names));
    if (read.source !== null) sources.push(read.source);
    else if (read.name !== undefined) broken.add(read.name);
  }
  const folders = [...new Set(files.map((file) => dirname(resolve(file))))];
  const resolved = resolveStandards(sources, broken, folders);
  for (const { content } of sources) if (!resolved.standards.has(content.name)) broken.add(content.name);
  const warnings = sources.flatMap((source) => warningsOf(source, resolved.standards, lengths));
  const all = [...problems, ...resolved.problems];
  return { standards: resolved.standards, broken, folders, problems: all, warnings };
}

function warningsOf(
  { yaml, content }: StandardSource,
  standards: ReadonlyMap<string, Standard>,
  lengths: PromptLengths | null,
): ConfigProblem[] {
  const standard = standards.get(content.name);
  if (standard === undefined) return [];
  const merged = (content.merge ?? []).flatMap((name) => standards.get(name) ?? []);
  const found = [
    ...conflictsIn(standard, lengths),
    ...loosenedIn(standard, merged),
    ...unheardIn(content, standard),
  ];
  return found.map(({ path, ...finding }) => problemAt(yaml, path, finding));
}

interface ReadStandard {
  readonly yaml: YamlFile | null;
  readonly name: string | undefined;
  /** Null where the file has problems. */
  readonly source: StandardSource | null;
  readonly problems: readonly ConfigProblem[];
}

function readStandard(file: string, schema: ReturnType<typeof standardSchema>): ReadStandard {
  const { yaml, problems } = readYaml(file);
  if (yaml === null) return { yaml, name: undefined, source: null, problems };
  const checked = checkYaml(yaml, schema);
  const all = [...problems, ...checked.problems, ...bothWays(yaml)];
  const content = all.length === 0 ? checked.value : null;
  return { yaml, name: nameOf(yaml), source: content && { yaml, content }, problems: all };
}

function nameOf({ value }: YamlFile): string | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  return typeof value.name === 'string' ? value.name : undefined;
}

function bothWays(yaml: YamlFile): ConfigProblem[] {
  const { value } = yaml;
  if (typeof value !== 'object' || value === null || !('extends' in value && 'merge' in value)) return [];
  const cause = 'a standard extends one or merges several, not both';
  return [problemAt(yaml, ['merge'], { code: 'BAD_VALUE', cause, cure: 'Keep one of the two.' })];
}

function duplicateName(
  yaml: YamlFile,
  name: string | undefined,
  names: Map<string, string>,
): ConfigProblem[] {
  if (name === undefined) return [];
  const first = names.get(name);
  names.set(name, first ?? yaml.file);
  if (first === undefined) return [];
  const cause = `${first} has the name ${name} already`;
  return [
    problemAt(yaml, ['name'], { code: 'DUPLICATE_STANDARD', cause, cure: 'Give one of them another name.' }),
  ];
}

/** The files in a folder that are loaded as standards, absolute if the folder is; none where there is no such folder. */
export function standardFilesIn(dir: string): string[] {
  try {
    const names = readdirSync(dir).filter((name) => /\.ya?ml$/.test(name));
    return names.toSorted().map((name) => join(dir, name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
