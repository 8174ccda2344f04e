import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { lstat, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { systemCode } from '../util/errors.ts';

const MARKER = '.sansheng-complete.json';

/** What an unpacked root says about itself, once it is complete. */
interface Marker {
  /** Which request made it; another request means another root. */
  request: string;
  /** `name version` of every package in it. */
  packages: string[];
  /** Number of files, and a digest over their paths and sizes. */
  files: number;
  digest: string;
}

/** `$XDG_CACHE_HOME/sansheng`, or `~/.cache/sansheng` where that is unset or (as the XDG rule says) not absolute. */
export function cacheFolder(): string {
  const configured = process.env.XDG_CACHE_HOME;
  const base = configured !== undefined && isAbsolute(configured) ? configured : join(homedir(), '.cache');
  return join(base, 'sansheng');
}

/** Lists `size path` of the files and symbolic links below a folder. One after another, without giving up the CPU: ten thousand
 * files go through Node's threads at several times the cost. */
function listFiles(folder: string, prefix: string, into: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) listFiles(join(folder, entry.name), `${path}/`, into);
    else if (path !== MARKER) into.push(`${lstatSync(join(folder, entry.name)).size} ${path}\n`);
  }
}

/** Sizes, not contents: a cache is spoilt by a full disk or a tidy-up script, which both show in them, in a fraction of a second. */
function survey(root: string): { files: number; digest: string } {
  const lines: string[] = [];
  listFiles(root, '', lines);
  lines.sort();
  const digest = createHash('sha256').update(lines.join('')).digest('hex');
  return { files: lines.length, digest };
}

function parseMarker(text: string): Partial<Marker> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Writes the marker that makes `root` count as complete. Must be the last thing written into it. */
export async function markComplete(root: string, request: string, packages: string[]): Promise<void> {
  const marker: Marker = { request, packages, ...survey(root) };
  await writeFile(join(root, MARKER), `${JSON.stringify(marker, null, 1)}\n`);
}

/**
 * What is wrong with an unpacked root, as a phrase for the progress line: `undefined` when it is complete and unspoilt,
 * `'absent'` when there is none.
 */
export async function faultOf(root: string, request: string): Promise<string | undefined> {
  let text: string;
  try {
    await lstat(root);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'absent';
    throw error;
  }
  try {
    text = await readFile(join(root, MARKER), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'half made';
    throw error;
  }
  const marker = parseMarker(text);
  if (marker.request === undefined) return 'half made';
  if (marker.request !== request) return 'of another version';
  const now = survey(root);
  if (now.files !== marker.files) return `spoilt: ${now.files} of ${marker.files} files`;
  return now.digest === marker.digest ? undefined : 'spoilt: a file has another size';
}
