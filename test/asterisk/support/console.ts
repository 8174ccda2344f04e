import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureAsterisk } from '../../../src/host/asterisk/install.ts';
import { libraryFolder, runnable } from '../../../src/host/loader.ts';

/** Has the Asterisk of that folder carry out a command, as `asterisk -rx` does; resolves to what it says. */
export async function onConsole(home: string, command: string): Promise<string> {
  const root = await ensureAsterisk(() => undefined);
  const library = libraryFolder(root);
  const { file, args, env } = await runnable(root, 'usr/sbin/asterisk', {
    libraries: [join(library, 'asterisk')],
    env: { OPENSSL_CONF: '/dev/null' },
  });
  const config = join(home, 'etc', 'asterisk.conf');
  const { stdout } = await promisify(execFile)(file, [...args, '-C', config, '-rx', command], { env });
  return stdout;
}

/** An argument of a command, whatever is in it. */
export function quoted(argument: string): string {
  return `"${argument.replace(/[\\"]/g, '\\$&')}"`;
}
