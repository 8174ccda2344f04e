import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, systemCode } from '../../util/errors.ts';

/** What only backups can be refused for. */
export const BACKUP_CODES = [
  'BACKUP_NOT_ONE',
  'BACKUP_INCOMPLETE',
  'BACKUP_NEWER',
  'BACKUP_SITE_RUNS',
  'BACKUP_THERE',
  'BACKUP_NOT_WRITTEN',
] as const;

export type BackupCode = (typeof BACKUP_CODES)[number];

/** Why a backup cannot be made or put back: a sentence of cause and one of cure. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupCode;
  readonly cure: string;
  constructor(code: BackupCode, message: string, cure: string) {
    super(message);
    this.code = code;
    this.cure = cure;
  }
}

/** What a disk that takes no files says; other errors as they are. */
export function notWritten(error: unknown, what: string): unknown {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')) return error;
  const cure = 'Make room on the disk, or give another folder; run it as the user who runs the engine.';
  return new BackupError('BACKUP_NOT_WRITTEN', `${what}: ${messageOf(error)}`, cure);
}

/** Changes with what a backup looks like. */
const FORMAT = 1;
const NAME = 'manifest.json';

const fileSchema = z.object({ bytes: z.int(), sha256: z.string() });
const schema = z.object({
  format: z.int(),
  madeAt: z.iso.datetime(),
  portBase: z.int(),
  files: z.record(z.string(), fileSchema),
});

/** What a backup has: written last, so that half a backup has none. */
export type Manifest = z.infer<typeof schema>;

/** Length and SHA-256 of a file. Rejects where there is none. */
export async function fileDigest(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** Notes all files of a finished backup. @param names from `dir` on */
export async function finishBackup(
  dir: string,
  names: readonly string[],
  portBase: number,
): Promise<Manifest> {
  const files: Manifest['files'] = {};
  for (const name of names) files[name] = await fileDigest(join(dir, name));
  const manifest = { format: FORMAT, madeAt: new Date().toISOString(), portBase, files };
  await writeFile(join(dir, NAME), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}

/** Reads the manifest and every file that it names. Throws BackupError where one is not as it was made. */
export async function readBackup(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, NAME), 'utf8').catch(() => null);
  const { data, success } = schema.safeParse(text === null ? null : parsed(text));
  if (!success) {
    const cure =
      'Give the folder that `sansheng backup` has printed; one without manifest.json was never finished.';
    throw new BackupError('BACKUP_NOT_ONE', `${dir} is no finished backup`, cure);
  }
  if (data.format > FORMAT) {
    const cure = 'Put it back with that version of Sansheng, or a newer one.';
    throw new BackupError('BACKUP_NEWER', `${dir} was made by a newer version of Sansheng`, cure);
  }
  for (const [name, noted] of Object.entries(data.files)) {
    if (name.startsWith('/') || name.split('/').includes('..')) throw changed(dir, name);
    const found = await fileDigest(join(dir, name)).catch(() => null);
    if (found?.bytes !== noted.bytes || found.sha256 !== noted.sha256) throw changed(dir, name);
  }
  return data;
}

function changed(dir: string, name: string): BackupError {
  const cure = 'Copy it again from where it was made, or take another backup.';
  return new BackupError('BACKUP_INCOMPLETE', `${name} in ${dir} is missing, or not as it was made`, cure);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // cut short
    return null;
  }
}
