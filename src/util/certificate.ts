import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { messageOf } from './errors.ts';

/** Where a certificate and its key are. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate that can be used, and until when, UTC ms. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly validTo: number;
}

/** Reads both files. Rejects with an Error whose message is one sentence without its full stop. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const [cert, key] = await Promise.all([textOf(files.certificate), textOf(files.key)]);
  const parsed = parsedAs(files.certificate, 'certificate', () => new X509Certificate(cert));
  const secret = parsedAs(files.key, 'key', () => createPrivateKey(key));
  if (!parsed.checkPrivateKey(secret)) throw new Error(`${files.key} is not the key of ${files.certificate}`);
  return { cert, key, validTo: Date.parse(parsed.validTo) };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function parsedAs<T>(file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${file} is no ${what} in PEM: ${messageOf(error)}`);
  }
}
