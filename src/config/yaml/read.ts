import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { ConfigProblem, ConfigProblemCode } from '../problem.ts';
import { readUtf8 } from './text.ts';
import { badColons } from './typing.ts';

export type KeyPath = readonly PropertyKey[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as plain values, with where each of them stands. Keys are strings as they were written: a number that was
 * dialled keeps its leading zeros. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Where the key stands, or the list's item; for a path that is not in the file: what of it is. */
  place(path: KeyPath): Place;
}

const TOP: Place = { line: 1, column: 1 };
const SYNTAX_CURE =
  'Correct the line: each level is indented by two spaces, and a text with { } [ ] : or # in it stands in quotes.';

/** Reads one file. `yaml` is null where there is nothing that can be checked any further. */
export function readYaml(file: string): { yaml: YamlFile | null; problems: ConfigProblem[] } {
  const text = readUtf8(file);
  if (typeof text !== 'string') return { yaml: null, problems: [text] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const reader = new Reader(file, lines);
  // of one mistake the parser finds several: all but the first come from it
  const [fault] = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (fault) return { yaml: null, problems: syntaxProblems(reader, fault, text) };
  const value = reader.plain(document.contents, []);
  return { yaml: { file, value, place: (path) => reader.place(path) }, problems: reader.problems };
}

/** What YAML does not take: where a colon after a key is not one, that; its own words for it would name another line. */
function syntaxProblems(reader: Reader, fault: YAMLError, text: string): ConfigProblem[] {
  const colons = badColons(text).map(({ key, place, ...found }) => reader.colon(key, place, found));
  return colons.length > 0 ? colons : [reader.syntax(fault)];
}

/** Turns the nodes of one document into plain values and remembers their places. */
class Reader {
  readonly problems: ConfigProblem[] = [];
  private readonly places = new Map<string, Place>();
  private readonly file: string;
  private readonly lines: LineCounter;

  constructor(file: string, lines: LineCounter) {
    this.file = file;
    this.lines = lines;
  }

  place(path: KeyPath): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const place = this.places.get(pathKey(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return TOP;
  }

  syntax(fault: YAMLError): ConfigProblem {
    return {
      code: 'YAML_SYNTAX',
      file: this.file,
      ...this.at(fault.pos[0]),
      key: '',
      cause: `not YAML: ${fault.message.replace(/\.$/, '')}`,
      cure: SYNTAX_CURE,
    };
  }

  colon(key: string, place: Place, found: { cause: string; cure: string }): ConfigProblem {
    return { code: 'YAML_SYNTAX', file: this.file, ...place, key, ...found };
  }

  plain(node: unknown, path: KeyPath): unknown {
    if (node === null) return null;
    if (isScalar(node)) return node.value;
    if (isMap(node)) return this.map(node, path);
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        this.remember([...path, index], item as Node);
        return this.plain(item, [...path, index]);
      });
    }
    this.problem('BAD_VALUE', path, 'anchors and aliases are not read here', 'Write the value out.');
    return null;
  }

  private map(node: YAMLMap, path: KeyPath): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    const seen = new Map<string, Place>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) {
        this.problem('WRONG_TYPE', path, 'a key that is itself a map or a list', 'Give the key as a word.');
        continue;
      }
      const name = key.source ?? String(key.value);
      const place = this.at(key.range?.[0] ?? 0);
      const before = seen.get(name);
      const here = [...path, name];
      if (before === undefined) {
        seen.set(name, place);
        this.places.set(pathKey(here), place);
        entries.push([name, this.plain(value, here)]);
      } else {
        this.duplicate(here, place, before.line);
      }
    }
    return Object.fromEntries(entries);
  }

  private duplicate(path: KeyPath, place: Place, firstLine: number): void {
    const cause = `given twice, first in line ${firstLine}`;
    const cure = 'Keep one of the two.';
    this.problems.push({
      code: 'DUPLICATE_KEY',
      file: this.file,
      ...place,
      key: path.join('.'),
      cause,
      cure,
    });
  }

  private problem(code: ConfigProblemCode, path: KeyPath, cause: string, cure: string): void {
    this.problems.push({ code, file: this.file, ...this.place(path), key: path.join('.'), cause, cure });
  }

  private remember(path: KeyPath, node: Node): void {
    const start = node.range?.[0];
    if (start !== undefined) this.places.set(pathKey(path), this.at(start));
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

function pathKey(path: KeyPath): string {
  return path.map(String).join('\u0000');
}
