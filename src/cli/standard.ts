import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { loadSite } from '../config/load-site.ts';
import { formatProblem } from '../config/problem.ts';
import { type LoadedStandards, loadStandards } from '../config/standards/load.ts';
import { nearest } from '../config/yaml/suggest.ts';
import { SOURCES } from '../core/standard/catalogue/clause.ts';
import type { ReaderLanguage } from '../core/standard/catalogue/text.ts';
import { CATALOGUE, findClause } from '../core/standard/catalogue.ts';
import type { Standard } from '../core/standard/standard.ts';
import { parsePromptTexts } from '../host/prompt-texts.ts';
import { CliError, EXIT, type GlobalOptions, ROOT, SOUNDS } from './context.ts';
import { print } from './output.ts';
import { differences, diffText } from './standard/diff.ts';
import type { Library } from './standard/library.ts';
import { listData, listText } from './standard/list.ts';
import { clauseData, clauseText, standardData, standardText } from './standard/show.ts';

interface StandardOptions extends GlobalOptions {
  /** What people read; what callers hear is shown in their own language. */
  readonly lang?: ReaderLanguage;
}

type Called = { optsWithGlobals(): StandardOptions };

/** `sansheng standard`, with its subcommands.
 * @param command makes a command with the options that all have */
export function standardCommand(command: (name: string, description: string) => Command): Command {
  const lang = new Option('--lang <language>', "language of the text (default: the environment's LANG)");
  const readable = (name: string, description: string) =>
    command(name, description).addOption(lang.choices(['zh', 'en']));
  return readable('standard', 'show the standards and their clauses')
    .addCommand(readable('list', 'list the standards, and the standards of each clause').action(list))
    .addCommand(
      readable('show', 'show a standard with all its clauses, or a clause with all its standards')
        .argument('<standard|clause>')
        .action(show),
    )
    .addCommand(
      readable('diff', 'compare two standards clause by clause, and show which is stricter')
        .argument('<standard>')
        .argument('<other>')
        .action(diff),
    );
}

function list(_own: StandardOptions, command: Called): void {
  const options = command.optsWithGlobals();
  const { library } = openLibrary(options);
  print(options.json, listData(library), () => listText(library, readerOf(options)));
}

function show(name: string, _own: StandardOptions, command: Called): void {
  const options = command.optsWithGlobals();
  const { library, loaded } = openLibrary(options);
  const clause = findClause(name);
  if (clause !== undefined) {
    print(options.json, clauseData(clause, library), () => clauseText(clause, library, readerOf(options)));
    return;
  }
  const clauses = CATALOGUE.map(({ id }) => id);
  const standard = pick(name, loaded, [...library.standards.keys()], clauses);
  print(options.json, standardData(standard, library), () =>
    standardText(standard, library, readerOf(options)),
  );
}

function diff(one: string, other: string, _own: StandardOptions, command: Called): void {
  const options = command.optsWithGlobals();
  const { library, loaded } = openLibrary(options);
  const names = [...library.standards.keys()];
  const two = [pick(one, loaded, names), pick(other, loaded, names)] as const;
  print(options.json, { standards: [one, other], differences: differences(two) }, () =>
    diffText(two, library, readerOf(options)),
  );
}

/** The environment's language, as programs that write to a terminal find it. */
export function readerOf(
  { lang }: Pick<StandardOptions, 'lang'>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReaderLanguage {
  const wanted = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return lang ?? (wanted.startsWith('zh') ? 'zh' : 'en');
}

/** The standard of this name.
 * @param names those that there are
 * @param clauses what might have been meant, too
 * @throws CliError where there is none, or where its file has problems */
export function pick(
  name: string,
  loaded: LoadedStandards,
  names: readonly string[],
  clauses: readonly string[] = [],
): Standard {
  const standard = loaded.standards.get(name);
  if (standard !== undefined) return standard;
  if (loaded.broken.has(name)) {
    const problems = loaded.problems.map((problem) => `  ${formatProblem(problem)}`).join('\n');
    throw new CliError(`the standard ${name} has problems:\n${problems}`, 'correct them', EXIT.badInput);
  }
  const meant = nearest(name, [...names, ...clauses]);
  const there = [...names, ...loaded.broken].join(', ') || 'no standards';
  const cure = [
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    `there are: ${there}`,
    ...(clauses.length === 0 ? [] : ['(`sansheng standard list` has the clauses, too)']),
  ].join(' ');
  const what = clauses.length === 0 ? 'standard' : 'standard or clause';
  throw new CliError(`there is no ${what} ${name} in ${loaded.folders.join(' or ')}`, cure, EXIT.notFound);
}

/** Reads the standards of the checkout. A site that has problems of its own is no reason not to show them. */
function openLibrary(options: StandardOptions): { library: Library; loaded: LoadedStandards } {
  const loaded = loadStandards(join(ROOT, 'standards'));
  const standards = inOrder(loaded);
  const file = options.config ?? join(ROOT, 'sansheng.yaml');
  const { site } = loadSite(file, { standards: loaded, env: process.env });
  const languageOf = (name: string) =>
    site?.lines.find(({ standard }) => standard === name)?.language ?? site?.language ?? 'zh';
  const prompts = parsePromptTexts(readFileSync(join(SOUNDS, 'prompts.yaml'), 'utf8'));
  return { library: { standards, broken: loaded.broken, prompts, languageOf }, loaded };
}

/** The five first, in the catalogue's order; then the others by name. */
function inOrder({ standards }: LoadedStandards): ReadonlyMap<string, Standard> {
  const others = [...standards.keys()].filter((name) => !SOURCES.some((source) => source === name));
  const names = [...SOURCES, ...others.toSorted()];
  return new Map(
    names.flatMap((name) => {
      const standard = standards.get(name);
      return standard === undefined ? [] : [[name, standard] as const];
    }),
  );
}
