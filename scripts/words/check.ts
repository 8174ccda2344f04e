import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RetiredWord } from './retired.ts';
import { type Finding, findNames, findShared, findWords, nameWords } from './scan.ts';

/** Files that have to name what was: the list itself, upgrades of what older versions stored, and the page that quotes the
 * service standards word for word. */
const ABOUT_OLD_NAMES = [
  /^scripts\/words\//,
  /^src\/store\/sqlite\/migrations\//,
  /^src\/store\/sqlite\/upgrade\//,
  /^test\/store\//,
  /^test\/docs\/words\.test\.ts$/,
  /^docs\/developers\/glossary\.md$/,
  /^docs\/standards-kept\.md$/,
];

/** Everything in a checkout that `npm run check:words` fails on. */
export function checkWords(root: string, retired: readonly RetiredWord[]): Finding[] {
  const sources = filesIn(root, 'src', /\.ts$/);
  const others = [...filesIn(root, 'test', /\.ts$/), ...filesIn(root, 'scripts', /\.ts$/)];
  const pages = [...filesIn(root, 'docs', /\.md$/), ...filesIn(root, '.', /^[\w.-]+\.md$/, false)];
  const words = nameWords(retired);
  return [
    ...[...sources, ...others].flatMap(([path, text]) => findNames(path, text, words)),
    ...pages.flatMap(([path, text]) => findWords(path, text, 'english', retired)),
    ...[...pages, ...sources].flatMap(([path, text]) => findWords(path, text, 'chinese', retired)),
    ...findShared(sources),
  ];
}

function filesIn(root: string, folder: string, names: RegExp, recursive = true): Map<string, string> {
  const paths = readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((name) => names.test(name))
    .map((name) => join(folder, name))
    .filter((path) => !ABOUT_OLD_NAMES.some((pattern) => pattern.test(path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
