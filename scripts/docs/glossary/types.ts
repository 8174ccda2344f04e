import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An exported type and the first sentence of its docstring. */
export interface ExportedType {
  /** From the root of the checkout. */
  readonly path: string;
  readonly name: string;
  /** Empty where the type has no docstring. */
  readonly sentence: string;
}

const EXPORTED =
  /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\n)?^export (?:abstract )?(?:class|interface|type) (\w+)\b/gm;

/** The exported types of some folders, by path and place. */
export function exportedTypes(root: string, folders: readonly string[]): ExportedType[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  return paths.sort().flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(EXPORTED)].map(([, docstring = '', name = '']) => ({
      path,
      name,
      sentence: firstSentence(docstring),
    })),
  );
}

/** Up to the first full stop that ends a sentence. */
export function firstSentence(docstring: string): string {
  const text = docstring
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
