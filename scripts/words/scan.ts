import type { RetiredWord } from './retired.ts';

/** One finding, as the check prints it. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** A comment, a text, a regular expression or a name: whichever begins first. */
const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=(?:^|[=(,:?!&|;{}[>]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*|[A-Za-z_$][\w$]*/gm;

const EXPORTED =
  /^export (?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** `openEar`, `ear-state`, `EAR_STATE` → open ear, ear state, ear state. */
export function partsOf(name: string): string[] {
  const parts = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return parts
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '');
}

/** The retired words as they are looked for in names. */
export interface NameWords {
  /** The word's parts between spaces, such as ` held back `. */
  readonly needles: readonly { readonly needle: string; readonly types: boolean; readonly use: string }[];
  /** Names that were looked at before: the words to use instead. */
  readonly seen: Map<string, readonly string[]>;
}

export function nameWords(retired: readonly RetiredWord[]): NameWords {
  const named = retired.filter(({ where }) => where === 'names' || where === 'types');
  const needles = named.flatMap(({ words, use, where }) =>
    words.map((word) => ({ needle: ` ${partsOf(word).join(' ')} `, types: where === 'types', use })),
  );
  return { needles, seen: new Map() };
}

/** The words to use instead of the retired ones in a name of a variable, type, property or file. */
function usesFor(name: string, { needles, seen }: NameWords): readonly string[] {
  const known = seen.get(name);
  if (known) return known;
  const parts = ` ${partsOf(name).join(' ')} `;
  const isType = /^[A-Z]/.test(name) && /[a-z]/.test(name);
  const found = needles.filter(({ needle, types }) => (!types || isType) && parts.includes(needle));
  const uses = [...new Set(found.map(({ use }) => use))];
  seen.set(name, uses);
  return uses;
}

/** The retired words in the names of a source file; a text that is a single name counts as one. */
export function findNames(path: string, text: string, words: NameWords): Finding[] {
  const file = path.split('/').at(-1) ?? path;
  // a scenario is named by its clause, whose id is stored
  const inFile = path.startsWith('test/scenarios/') ? [] : usesFor(file, words);
  const inText = namesIn(text).flatMap(({ name, at }) =>
    usesFor(name, words).map((use) => ({ path, line: lineAt(text, at), what: say(name, use) })),
  );
  return [...inFile.map((use) => ({ path, line: 1, what: say(file, use) })), ...inText];
}

function namesIn(text: string): { name: string; at: number }[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) => {
    if (/^[A-Za-z_$]/.test(token)) return [{ name: token, at: index }];
    if (/^['"][A-Za-z][A-Za-z-]*['"]$/.test(token)) return [{ name: token.slice(1, -1), at: index }];
    if (!token.startsWith('`')) return [];
    const slots = [...token.matchAll(/\$\{([^}]*)\}/g)];
    return slots.flatMap(({ 1: code = '', index: slot }) =>
      [...code.matchAll(/[A-Za-z_$][\w$]*/g)].map(({ 0: name }) => ({ name, at: index + slot })),
    );
  });
}

/** The retired words of one language in a text for people. */
export function findWords(
  path: string,
  text: string,
  where: 'english' | 'chinese',
  retired: readonly RetiredWord[],
): Finding[] {
  return retired
    .filter((entry) => entry.where === where)
    .flatMap(({ words, use }) => words.map((word) => ({ word, use })))
    .flatMap(({ word, use }) =>
      [...text.matchAll(where === 'chinese' ? new RegExp(word, 'g') : new RegExp(`\\b${word}\\b`, 'gi'))].map(
        ({ index }) => ({ path, line: lineAt(text, index), what: say(word, use) }),
      ),
    );
}

/** Names that more than one file exports.
 * @param files path and text of each source file */
export function findShared(files: ReadonlyMap<string, string>): Finding[] {
  const places = new Map<string, { path: string; line: number }[]>();
  for (const [path, text] of files) {
    for (const { 1: name = '', index } of text.matchAll(EXPORTED)) {
      places.set(name, [...(places.get(name) ?? []), { path, line: lineAt(text, index) }]);
    }
  }
  return [...places].flatMap(([name, found]) => {
    const [first, ...others] = found;
    return others.map((other) => ({ ...other, what: `${name} is exported by ${first?.path}, too` }));
  });
}

function say(word: string, use: string): string {
  return `${word}: use “${use}”`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
