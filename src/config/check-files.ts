import { join, resolve } from 'node:path';
import { doubtsIn } from './doubtful.ts';
import { HOLIDAYS_CURE, unknownYear } from './holidays.ts';
import { loadSite } from './load-site.ts';
import type { ConfigProblem } from './problem.ts';
import { conflictsWithTrunk } from './site-conflicts.ts';
import type { PromptLengths } from './standards/conflicts.ts';
import { loadStandardFiles, standardFilesIn } from './standards/load.ts';
import { readYaml } from './yaml/read.ts';

export interface CheckedFiles {
  /** What keeps the files from being loaded. */
  readonly problems: ConfigProblem[];
  /** What cannot be kept, though it can be loaded. */
  readonly warnings: ConfigProblem[];
}

/** Checks files of either kind, a site or a standard, as they would be loaded: a standard may build on those in the
 * checkout's `standards/`, a site's lines may name them and the other files. What is wrong in `files` is reported, and in what
 * they name: of a site all standards, since it starts with none that is wrong, and of a standard those that it builds on.
 * @param root the checkout
 * @param env where the passwords of an existing Asterisk come from
 * @param lengths of the prompts, where they are known: warnings go by them
 * @param wall UTC ms: a site is warned of a calendar that does not know this time; null: of none */
export function checkFiles(
  files: readonly string[],
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  lengths: PromptLengths | null = null,
  wall: number | null = null,
): CheckedFiles {
  const asked = [...new Set(files.map((file) => resolve(file)))];
  const sites = asked.filter(isSite);
  const standards = asked.filter((file) => !sites.includes(file));
  const shipped = standardFilesIn(join(root, 'standards')).filter((file) => !asked.includes(file));
  const prompts = join(root, 'sounds', 'prompts.yaml');
  const loaded = loadStandardFiles([...shipped, ...standards], prompts, lengths);
  const named = builtOn(standards, shipped);
  const wanted = ({ file }: ConfigProblem) => sites.length > 0 || named.has(file);
  const inSites = sites.map((file) => ({ file, ...loadSite(file, { standards: loaded, env }) }));
  const conflicts = inSites.flatMap(({ file, site }) => {
    const { yaml } = readYaml(file);
    if (!site || !yaml) return [];
    return [...conflictsWithTrunk(site, yaml, loaded.standards, lengths), ...doubtsIn(site, yaml)];
  });
  return {
    problems: [...loaded.problems.filter(wanted), ...inSites.flatMap(({ problems }) => problems)],
    warnings: [
      ...loaded.warnings.filter(wanted),
      ...conflicts,
      ...sites.flatMap((file) => outOfDate(file, wall)),
    ],
  };
}

/** The files of the standards that these extend or merge, and of those that they do in turn. */
function builtOn(files: readonly string[], shipped: readonly string[]): Set<string> {
  const all = [...files, ...shipped].map((file) => ({ file, value: readYaml(file).yaml?.value }));
  const found = new Set(files);
  // a set's loop comes to what is added meanwhile
  for (const file of found) {
    const value = all.find((one) => one.file === file)?.value;
    const bases = [keyOf(value, 'extends'), keyOf(value, 'merge')].flat();
    for (const one of all) if (bases.includes(keyOf(one.value, 'name') ?? '')) found.add(one.file);
  }
  return found;
}

function keyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Greetings and hours go by the calendar of public holidays, which comes with the product and grows old. */
function outOfDate(file: string, wall: number | null): ConfigProblem[] {
  const year = wall === null ? null : unknownYear(wall);
  if (year === null) return [];
  const cause = `the calendar of public holidays does not know ${year}`;
  return [{ code: 'HOLIDAYS_UNKNOWN', file, line: 1, key: '', cause, cure: HOLIDAYS_CURE }];
}

/** Only a site has lines. A file that cannot be read is reported all the same, whichever it is taken for. */
function isSite(file: string): boolean {
  const { yaml } = readYaml(file);
  return typeof yaml?.value === 'object' && yaml.value !== null && 'lines' in yaml.value;
}
