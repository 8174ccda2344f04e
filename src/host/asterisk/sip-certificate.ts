import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteSipTls } from '../../config/sip-tls-schema.ts';
import { readCertificate } from '../../util/certificate.ts';
import { systemCode } from '../../util/errors.ts';

/** Where Asterisk finds its copies: whoever renews certificates may do so in two steps, as another user, and outside a container. */
export function sipCertificateIn(dir: string): Record<'certificate' | 'key' | 'authorities', string> {
  const etc = join(dir, 'etc');
  return {
    certificate: join(etc, 'sip-certificate.pem'),
    key: join(etc, 'sip-key.pem'),
    authorities: join(etc, 'sip-authorities.pem'),
  };
}

/** Copies what has changed to where Asterisk reads it, once certificate and key belong together, and returns whether anything has.
 * Rejects with an Error whose message is one sentence without its full stop; the copies stay as they were then. */
export async function takeSipCertificate(dir: string, tls: SiteSipTls): Promise<boolean> {
  const { cert, key } = await readCertificate(tls);
  const wanted = {
    certificate: cert,
    key,
    ...(tls.authorities && { authorities: await textOf(tls.authorities) }),
  };
  const to = sipCertificateIn(dir);
  let isNew = false;
  for (const name of ['authorities', 'key', 'certificate'] as const) {
    const text = wanted[name];
    if (text === undefined || (await textOf(to[name])) === text) continue;
    await writePrivate(to[name], text);
    isNew = true;
  }
  return isNew;
}

/** Empty where there is no such file. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Readable by nobody else from the first byte, and never seen half written by an Asterisk that reloads. */
export async function writePrivate(file: string, content: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, content, { mode: 0o600 });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
}
