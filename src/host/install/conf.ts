import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { systemCode } from '../../util/errors.ts';

/** A section of one of Asterisk's files, `[name]` and what stands under it, as it is written. */
export interface ConfSection {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The sections of a text; what stands before the first has the name ''. */
export function sectionsOf(text: string): ConfSection[] {
  const sections: { name: string; lines: string[] }[] = [{ name: '', lines: [] }];
  for (const line of text.split('\n')) {
    const name = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) sections.push({ name, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** One of Asterisk's files with all that it includes by name, in place: a section goes on in the file that it includes, and after
 * it. */
export interface Conf {
  /** The files, below the folder; none where the first is not there. */
  readonly names: readonly string[];
  /** After what a file has brought there is a line with `endOf` its name. */
  readonly text: string;
}

/** What stands after the text of an included file: to Asterisk a comment. */
export function endOf(name: string): string {
  return `;end of ${name}`;
}

/** Reads one of Asterisk's files. Patterns and `#exec` are not followed: what they bring nobody writes into.
 * @param dir the folder with Asterisk's configuration
 * @param skip files that are left out */
export async function readConf(
  dir: string,
  name: string,
  skip: (name: string) => boolean = () => false,
  above: readonly string[] = [],
): Promise<Conf> {
  const text = skip(name) || above.includes(name) ? null : await textOf(join(dir, name));
  if (text === null) return { names: [], text: '' };
  const names = [name];
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const file = includedBy(line);
    const inside = file === undefined ? '..' : relative(dir, join(dir, file));
    const more = inside.startsWith('..') ? null : await readConf(dir, inside, skip, [...above, name]);
    if (more) names.push(...more.names);
    lines.push(more ? more.text : line);
  }
  return { names, text: [...lines, endOf(name)].join('\n') };
}

function includedBy(line: string): string | undefined {
  return /^\s*#(?:try)?include\s+["<]?([^"<>;\s]+)/.exec(line)?.[1];
}

/** Null where there is no such file. */
export async function textOf(file: string): Promise<string | null> {
  try {
    // every byte as one letter: what is not UTF-8 comes back as it was
    return await readFile(file, 'latin1');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
