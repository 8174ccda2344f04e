import { createHash } from 'node:crypto';
import { chown, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../util/errors.ts';
import { textOf } from './conf.ts';

/** What is written into somebody else's file, at its end. */
export interface Addition {
  /** Below Asterisk's folder. */
  readonly to: string;
  readonly include: string;
}

/** What an installation writes. */
export interface Plan {
  /** Files of our own, below Asterisk's folder. */
  readonly own: ReadonlyMap<string, string>;
  readonly additions: readonly Addition[];
}

/** What an installation has done, so that it can be undone. */
interface Done {
  readonly dir: string;
  /** Files of our own, with the checksum of what was written. */
  readonly own: Readonly<Record<string, string>>;
  /** Others' files, with the text that was added and the checksum of the whole since. */
  readonly changed: Readonly<Record<string, { readonly added: string; readonly sha256: string }>>;
}

const RECORD = 'install.json';

/** What has been installed, by the folder with the backups; null: nothing. */
export async function installed(backups: string): Promise<Done | null> {
  const text = await textOf(join(backups, RECORD));
  return text === null ? null : (JSON.parse(text) as Done);
}

/** What is to be added to a file; null where the line stands there already. */
export function addedTo(text: string, include: string): string | null {
  const line = `#include ${include}`;
  if (text.split('\n').some((one) => one.trim() === line)) return null;
  return `${text === '' || text.endsWith('\n') ? '' : '\n'}; sansheng install\n${line}\n`;
}

/** Writes the files, and a line into each of those that are there, whose bytes from before are kept in `backups`. Once more, it
 * writes the own files anew. */
export async function install(dir: string, plan: Plan, backups: string): Promise<void> {
  await mkdir(backups, { recursive: true, mode: 0o700 });
  const before = await installed(backups);
  const own = Object.fromEntries([...plan.own].map(([name, text]) => [name, checksum(Buffer.from(text))]));
  const changed: Record<string, { added: string; sha256: string }> = { ...before?.changed };
  const texts = new Map<string, string>();
  for (const { to, include } of plan.additions) {
    const text = (await textOf(join(dir, to))) ?? '';
    const added = addedTo(text, include);
    if (added === null) continue;
    await copyFile(join(dir, to), join(backups, to));
    texts.set(to, text + added);
    changed[to] = { added, sha256: checksum(Buffer.from(text + added, 'latin1')) };
  }
  // first what undoes it, then the files, and last what makes Asterisk read them
  await writeFile(join(backups, RECORD), `${JSON.stringify({ dir, own, changed }, null, 2)}\n`, {
    mode: 0o600,
  });
  for (const [name, text] of plan.own) await writeLike(join(dir, name), text, join(dir, 'extensions.conf'));
  for (const [to, text] of texts) await writeFile(join(dir, to), text, 'latin1');
}

/** They hold passwords: for Asterisk's user alone, whose the file beside them is. */
async function writeLike(file: string, text: string, beside: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  const { uid, gid } = await stat(beside);
  if (process.getuid?.() === 0) await chown(file, uid, gid);
}

/** Takes back what was installed, byte for byte. What somebody has changed since keeps the change: of such a file only our lines
 * go. Returns what could not be taken back, a sentence each. */
export async function undo(backups: string): Promise<string[]> {
  const done = await installed(backups);
  if (done === null) return [];
  const left: string[] = [];
  for (const [name, { added, sha256 }] of Object.entries(done.changed)) {
    const problem = await takeBack(join(done.dir, name), join(backups, name), added, sha256);
    if (problem !== null) left.push(`${name}: ${problem}`);
  }
  for (const [name, sha256] of Object.entries(done.own)) {
    const bytes = await bytesOf(join(done.dir, name));
    if (bytes === null) continue;
    if (checksum(bytes) !== sha256) await copyFile(join(done.dir, name), join(backups, `${name}.changed`));
    await rm(join(done.dir, name));
  }
  if (left.length === 0) await rm(join(backups, RECORD));
  return left;
}

async function takeBack(file: string, backup: string, added: string, sha256: string): Promise<string | null> {
  const bytes = await bytesOf(file);
  if (bytes === null) return null;
  if (checksum(bytes) === sha256) {
    await writeFile(file, await readFile(backup));
    return null;
  }
  const text = bytes.toString('latin1');
  const part = [added, added.trimStart()].find((one) => text.includes(one));
  if (part !== undefined) await writeFile(file, text.replace(part, ''), 'latin1');
  else if (text.includes('#include sansheng-'))
    return 'it was changed; take the line #include sansheng-… out';
  return null;
}

async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
