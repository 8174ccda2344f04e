import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { systemCode } from '../util/errors.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};
const COMPRESSED = /text|json|svg/;
const INDEX = 'index.html';

/** A file of the console, as it is sent. */
export interface ConsoleFile {
  readonly type: string;
  readonly body: Buffer;
  /** Null where it gains nothing. */
  readonly gzipped: Buffer | null;
}

type Files = ReadonlyMap<string, ConsoleFile>;

/** The console's files in memory, read again when a new build is there. What is not in the folder as a plain file has no name
 * here: no path leads out of it. */
export class ConsoleFiles {
  readonly #dir: string;
  #built: number | null = null;
  #files: Promise<Files> = Promise.resolve(new Map());

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** By their paths below the folder; none where the console has not been built. */
  async files(): Promise<Files> {
    const built = await this.#builtAt();
    if (built !== this.#built) {
      this.#built = built;
      this.#files = built === null ? Promise.resolve(new Map()) : filesIn(this.#dir);
      // a build that is under way
      this.#files.catch(() => {
        this.#built = null;
      });
    }
    return this.#files;
  }

  /** Null where there is none. */
  async #builtAt(): Promise<number | null> {
    try {
      return (await stat(join(this.#dir, INDEX))).mtimeMs;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

async function filesIn(dir: string): Promise<Files> {
  const files = new Map<string, ConsoleFile>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(dir, path).split(sep).join('/'), await fileAt(path));
  }
  return files;
}

async function fileAt(path: string): Promise<ConsoleFile> {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const body = await readFile(path);
  const gzipped = COMPRESSED.test(type) ? await promisify(gzip)(body) : null;
  return { type, body, gzipped: gzipped && gzipped.length < body.length ? gzipped : null };
}
