import { MAINLAND_HANDLING } from '../../core/standard/handling.ts';
import { mergeStrictest } from '../../core/standard/merge.ts';
import type { Standard } from '../../core/standard/standard.ts';
import type { ConfigProblem } from '../problem.ts';
import { problemAt } from '../yaml/check.ts';
import type { KeyPath, YamlFile } from '../yaml/read.ts';
import { nearest } from '../yaml/suggest.ts';
import { clausesOf, complete, handlingOf, overlay } from './patch.ts';
import type { StandardFile } from './schema.ts';

/** A file that is right in itself. */
export interface StandardSource {
  readonly yaml: YamlFile;
  readonly content: StandardFile;
}

/** Builds every standard from its file and from those it extends or merges.
 * @param broken names of standards whose own files have problems: what builds on them is left out without a word, since
 * it is they that have to be put right
 * @param folders where the files were looked for, for whoever names one that is not there */
export function resolveStandards(
  sources: readonly StandardSource[],
  broken: ReadonlySet<string>,
  folders: readonly string[],
): { standards: Map<string, Standard>; problems: ConfigProblem[] } {
  const resolver = new Resolver(sources, broken, folders);
  for (const { content } of sources) resolver.resolve(content.name);
  return { standards: resolver.standards, problems: resolver.problems };
}

class Resolver {
  readonly standards = new Map<string, Standard>();
  readonly problems: ConfigProblem[] = [];
  private readonly sources: Map<string, StandardSource>;
  private readonly broken: ReadonlySet<string>;
  private readonly folders: readonly string[];
  private readonly done = new Set<string>();
  private readonly under: string[] = [];

  constructor(sources: readonly StandardSource[], broken: ReadonlySet<string>, folders: readonly string[]) {
    this.sources = new Map(sources.map((source) => [source.content.name, source]));
    this.broken = broken;
    this.folders = folders;
  }

  resolve(name: string): Standard | undefined {
    const source = this.sources.get(name);
    if (source === undefined || this.done.has(name)) return this.standards.get(name);
    this.under.push(name);
    const standard = this.build(source);
    this.under.pop();
    this.done.add(name);
    if (standard !== undefined) this.standards.set(name, standard);
    return standard;
  }

  private build(source: StandardSource): Standard | undefined {
    const { name, title } = source.content;
    const bases = basesOf(source).map(([base, path]) => this.base(source, base, path));
    const found = bases.filter((base) => base !== undefined);
    if (found.length < bases.length) return undefined;
    const base = mergeStrictest(name, title, found);
    const { clauses, missing } = complete(overlay(base.clauses, clausesOf(source.content)));
    for (const { clause, key } of missing) {
      const example = key.startsWith('say') ? `${key}: [hold.reminder]` : `${key}: 15`;
      const cure = `Give it under ${clause}, such as ${example}.`;
      this.problems.push(
        problemAt(source.yaml, [clause, key], { code: 'MISSING_KEY', cause: 'is missing', cure }),
      );
    }
    if (clauses === null) return undefined;
    const handling = { ...MAINLAND_HANDLING, ...base.handling, ...handlingOf(source.content) };
    return { name, title, clauses, handling };
  }

  private base(source: StandardSource, name: string, path: KeyPath): Standard | undefined {
    if (this.under.includes(name)) {
      const cause = `${[...this.under, name].join(' builds on ')}: that goes round in a circle`;
      const cure = 'Take one of them out.';
      this.problems.push(problemAt(source.yaml, path, { code: 'STANDARD_CYCLE', cause, cure }));
      return undefined;
    }
    if (!this.sources.has(name) && !this.broken.has(name)) {
      const known = [...this.sources.keys(), ...this.broken];
      this.problems.push(problemAt(source.yaml, path, unknownStandard(name, known, this.folders)));
    }
    return this.resolve(name);
  }
}

/** The finding where a name is that of no standard.
 * @param known the names that there are
 * @param folders where standards were looked for */
export function unknownStandard(
  name: string,
  known: readonly string[],
  folders: readonly string[],
): Pick<ConfigProblem, 'code' | 'cause' | 'cure'> {
  const meant = nearest(name, known);
  const there =
    known.length === 0 ? 'There is none: put a standard (*.yaml) there.' : `There are: ${known.join(', ')}.`;
  const cure = meant === undefined ? there : `Did you mean ${meant}? ${there}`;
  const cause = `there is no standard ${name} in ${folders.join(' or ')}`;
  return { code: 'UNKNOWN_STANDARD', cause, cure };
}

function basesOf({ content }: StandardSource): [name: string, path: KeyPath][] {
  if (content.extends !== undefined) return [[content.extends, ['extends']]];
  return (content.merge ?? []).map((name, index) => [name, ['merge', index]]);
}
